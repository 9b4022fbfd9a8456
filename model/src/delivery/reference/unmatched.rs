//! Why a name stands for nothing.

use super::super::purl::ParsePurlError;
use super::super::record::Sort;
use super::{Directory, NAME};
use crate::id::ElementId;

/// The most candidates that are listed.
const CANDIDATES: usize = 10;

/// Why a name stands for nothing in the model, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmatched {
    /// The model has nothing of this name.
    #[error("the model has no {} of this name; {}, or match it by hand", words(*.sort).what, words(*.sort).help)]
    Unknown {
        /// What was looked for.
        sort: Sort,
    },
    /// Several elements have it; the first of them, by id.
    #[error("several elements have this name: {}{}; name one of them by its id, or match it by hand", list(.candidates), more(.candidates, *.count))]
    Ambiguous {
        /// Their ids, the first ten.
        candidates: Vec<ElementId>,
        /// How many there are.
        count: usize,
    },
    /// An element of another kind has it.
    #[error("this is the name of `{element}`, a `{kind}` and no {}; name one, or match it by hand", words(*.sort).what)]
    OtherKind {
        /// Which one.
        element: ElementId,
        /// Its kind.
        kind: String,
        /// What was looked for.
        sort: Sort,
    },
    /// It is no name: empty, too long, or with control characters.
    #[error("a name has 1 to {NAME} bytes without control characters")]
    NoName,
    /// It is to be a package address and is none.
    #[error("{0}")]
    NoPurl(ParsePurlError),
}

impl Unmatched {
    /// Several elements have the name; `ids` is sorted.
    pub(super) fn ambiguous(ids: &[&ElementId]) -> Self {
        let candidates = ids.iter().take(CANDIDATES).map(|id| (*id).clone()).collect();
        Self::Ambiguous { candidates, count: ids.len() }
    }

    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown",
            Self::Ambiguous { .. } => "ambiguous",
            Self::OtherKind { .. } => "other-kind",
            Self::NoName | Self::NoPurl(_) => "malformed",
        }
    }

    /// The reason and what to do, in Chinese; its `Display` is the same in English.
    pub fn in_chinese(&self) -> String {
        match self {
            Self::Unknown { sort } => {
                let (name, help) = words(*sort).zh;
                format!("模型中没有此名称的{name}；请{help}，或人工匹配")
            }
            Self::Ambiguous { candidates, count } => {
                let ids: Vec<String> = candidates.iter().map(|id| format!("`{id}`")).collect();
                let more = match count.saturating_sub(candidates.len()) {
                    0 => String::new(),
                    more => format!("，另有 {more} 个"),
                };
                format!("有多个元素使用此名称：{}{more}；请用 id 指明其一，或人工匹配", ids.join("、"))
            }
            Self::OtherKind { element, kind, sort } => {
                let (name, _) = words(*sort).zh;
                format!(
                    "这是 `{element}` 的名称，其类型为 `{kind}`，不是{name}；请指明一个{name}，或人工匹配"
                )
            }
            Self::NoName => format!("名称须为 1 至 {NAME} 字节，且不含控制字符"),
            Self::NoPurl(ParsePurlError { text, reason }) => {
                format!("`{text}` 不是包地址（{reason}）；正确写法如 pkg:oci/message-gateway@3.4.1")
            }
        }
    }
}

fn list(candidates: &[ElementId]) -> String {
    let ids: Vec<String> = candidates.iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

fn more(candidates: &[ElementId], count: usize) -> String {
    match count.saturating_sub(candidates.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

/// What a sort is called, and where the model says its names.
struct Words {
    what: &'static str,
    help: &'static str,
    /// Both in Chinese.
    zh: (&'static str, &'static str),
}

fn words(sort: Sort) -> Words {
    let (what, help, zh) = match sort {
        Sort::Requirement => (
            "requirement",
            "add it to `external` of the requirement",
            ("需求", "将其加入该需求的 `external`"),
        ),
        Sort::Demand => {
            ("demand", "add it to `external` of the demand", ("业务需求", "将其加入该业务需求的 `external`"))
        }
        Sort::Component => (
            "application or service",
            "add it to `aliases` of the application",
            ("应用或服务", "将其加入该应用的 `aliases`"),
        ),
        Sort::Artifact => ("artifact", "set `purl` of the artifact", ("制品", "设置该制品的 `purl`")),
        Sort::Repository => (
            "artifact with this repository",
            "set `repository` of the artifact",
            ("使用此代码库的制品", "设置该制品的 `repository`"),
        ),
        Sort::Environment => {
            ("environment", "add it to `aliases` of the environment", ("环境", "将其加入该环境的 `aliases`"))
        }
        Sort::Target => (
            "deployment target",
            "add it to `aliases` or `external` of the target",
            ("部署目标", "将其加入该部署目标的 `aliases` 或 `external`"),
        ),
        Sort::Release => {
            ("release", "add it to `aliases` of the release", ("发布", "将其加入该发布的 `aliases`"))
        }
        Sort::Indicator => {
            ("indicator", "add it to `aliases` of the indicator", ("指标", "将其加入该指标的 `aliases`"))
        }
        Sort::Element => {
            ("element", "add it to `aliases` of the element", ("元素", "将其加入该元素的 `aliases`"))
        }
    };
    Words { what, help, zh }
}

impl Directory {
    /// Why nothing fits: `other` has the name and is of another kind.
    pub(super) fn unmatched(
        &self,
        sort: Sort,
        other: Option<u32>,
        no_purl: Option<ParsePurlError>,
    ) -> Unmatched {
        let other = other.and_then(|slot| self.snapshot.element_at(slot));
        match (other, no_purl) {
            (Some(other), _) => {
                Unmatched::OtherKind { element: other.id.clone(), kind: other.kind.to_string(), sort }
            }
            (None, Some(error)) if sort == Sort::Artifact => Unmatched::NoPurl(error),
            _ => Unmatched::Unknown { sort },
        }
    }
}
