//! Plain words for the stable names of the ledger, in English and Chinese: for drawings, pages and the
//! terminal, so that all three say the same.
//!
//! Names of kinds are not here: the metamodel has them.

/// A name, and what it is called in English and Chinese.
type Word = (&'static str, &'static str, &'static str);

/// Sets of names.
const WORDS: &[(&str, &[Word])] = &[
    (
        "state",
        &[
            ("not-started", "not started", "未开始"),
            ("building", "building", "开发中"),
            ("built", "built", "已构建"),
            ("verified", "verified", "已验证"),
            ("accepted", "accepted", "已验收"),
            ("deployed", "deployed", "已部署"),
            ("live", "live", "已上线"),
            ("rolled-back", "rolled back", "已回退"),
            ("removed", "removed", "已下线"),
        ],
    ),
    (
        "column",
        &[
            ("proposed", "Proposed", "已提出"),
            ("agreed", "Agreed", "已确认"),
            ("building", "Building", "建设中"),
            ("deployed", "Deployed", "已部署"),
            ("measured", "Measured", "已度量"),
        ],
    ),
    (
        "decision",
        &[
            ("proposed", "proposed", "已提出"),
            ("agreed", "agreed", "已确认"),
            ("rejected", "rejected", "已否决"),
            ("deferred", "deferred", "已暂缓"),
            ("retired", "retired", "已作废"),
            ("open", "open", "待定"),
            ("accepted", "accepted", "已采纳"),
            ("merged", "merged", "已合并"),
        ],
    ),
    (
        "effect",
        &[
            ("no-indicator", "nothing measures it", "无指标"),
            ("no-data", "no values yet", "暂无数据"),
            ("moving", "on its way", "推进中"),
            ("reached", "target reached", "已达标"),
            ("missed", "target missed", "未达标"),
        ],
    ),
    (
        "why",
        &[
            ("itself", "measures the requirement", "直接度量需求"),
            ("goal", "measures its goal", "度量其目标"),
            ("part-of-goal", "measures part of its goal", "度量目标的一部分"),
            ("goal-of-demand", "measures the goal of its demand", "度量业务需求的目标"),
            ("realization", "measures what realizes it", "度量其实现"),
        ],
    ),
    (
        "step",
        &[
            ("need", "Need", "诉求"),
            ("demand", "Demand", "业务需求"),
            ("requirement", "Requirement", "需求"),
            ("element", "Realized by", "实现"),
            ("ticket", "Ticket", "工单"),
            ("change", "Change", "变更"),
            ("build", "Build", "构建"),
            ("version", "Version", "版本"),
            ("verification", "Verification", "验证"),
            ("release", "Release", "发布"),
            ("deployment", "Deployment", "部署"),
            ("environment", "Environment", "环境"),
            ("incident", "Incident", "事件"),
            ("indicator", "Indicator", "指标"),
        ],
    ),
    (
        "basis",
        &[
            ("by-hand", "by hand", "人工指定"),
            ("declared", "declared", "来源声明"),
            ("trailer", "commit trailer", "提交尾注"),
            ("ticket", "ticket key", "工单编号"),
            ("branch-name", "branch name", "分支名"),
            ("purl", "package address", "包地址"),
            ("guessed", "mentioned in text", "文本提及"),
        ],
    ),
    (
        "outcome",
        &[
            ("passed", "passed", "通过"),
            ("failed", "failed", "未通过"),
            ("skipped", "skipped", "跳过"),
            ("error", "error", "出错"),
            ("success", "succeeded", "成功"),
            ("failure", "failed", "失败"),
            ("pending", "pending", "进行中"),
            ("cancelled", "cancelled", "已取消"),
            ("merged", "merged", "已合入"),
            ("open", "open", "未关闭"),
            ("abandoned", "abandoned", "已放弃"),
            ("resolved", "resolved", "已恢复"),
            ("closed", "closed", "已关闭"),
            ("done", "done", "已完成"),
            ("accepted", "accepted", "已采纳"),
            ("rejected", "rejected", "已否决"),
            ("in-progress", "in progress", "处理中"),
            ("normal", "normal", "常规"),
            ("hotfix", "hotfix", "热修复"),
            ("rollback", "rollback", "回退"),
            ("config", "configuration", "配置"),
            ("removal", "removal", "下线"),
        ],
    ),
    (
        "stage",
        &[
            ("development", "Development", "开发"),
            ("test", "Test", "测试"),
            ("acceptance", "Acceptance", "验收"),
            ("pilot", "Pilot", "试点"),
            ("production", "Production", "生产"),
        ],
    ),
    (
        "unknown",
        &[
            ("no-version", "the deployment names no version", "部署未指明版本"),
            ("no-artifact", "no artifact of the model has this package address", "模型中没有此包地址的制品"),
            ("not-reported", "nobody reported how this version was built", "此版本的构建未上报"),
        ],
    ),
    (
        "touched",
        &[
            ("requirement", "Requirement", "需求"),
            ("component", "Component", "组件"),
            ("process", "Process or service", "流程与服务"),
            ("capability", "Capability", "能力"),
            ("goal", "Goal", "目标"),
        ],
    ),
    (
        "severity",
        &[
            ("critical", "critical", "严重"),
            ("high", "high", "高"),
            ("medium", "medium", "中"),
            ("low", "low", "低"),
        ],
    ),
    (
        "cause",
        &[
            ("change", "a change", "变更"),
            ("capacity", "capacity", "容量"),
            ("dependency", "a dependency", "依赖"),
            ("human", "human action", "人为"),
            ("external", "external", "外部"),
        ],
    ),
    (
        "verdict",
        &[
            ("supports", "supports the expectation", "支持预期"),
            ("contradicts", "contradicts the expectation", "与预期相反"),
            ("no-relation", "no relation found", "未见关联"),
            ("needs-more-data", "needs more data", "数据不足"),
        ],
    ),
    ("sign", &[("positive", "rises with it", "同向"), ("negative", "falls as it rises", "反向")]),
    (
        "guardrail",
        &[
            ("holds", "holds", "守住"),
            ("broken", "broken", "突破"),
            ("no-data", "no values yet", "暂无数据"),
            ("needs-more-data", "needs more data", "数据不足"),
        ],
    ),
    (
        "trial",
        &[
            ("running", "running", "进行中"),
            ("keep", "keep", "保留"),
            ("change", "change", "调整"),
            ("stop", "stop", "停止"),
        ],
    ),
    (
        "sort",
        &[
            ("requirement", "Requirement", "需求"),
            ("demand", "Demand", "业务需求"),
            ("component", "Component", "组件"),
            ("artifact", "Artifact", "制品"),
            ("repository", "Repository", "代码库"),
            ("environment", "Environment", "环境"),
            ("target", "Deployment target", "部署目标"),
            ("release", "Release", "发布"),
            ("indicator", "Indicator", "指标"),
            ("element", "Element", "元素"),
        ],
    ),
    (
        "reason",
        &[
            ("unknown", "not in the model", "模型中没有"),
            ("ambiguous", "several fit", "有多个匹配"),
            ("malformed", "not a name", "格式不正确"),
            ("other-kind", "of another kind", "类型不符"),
        ],
    ),
    (
        "need",
        &[
            ("fault", "fault", "故障"),
            ("enquiry", "enquiry", "咨询"),
            ("complaint", "complaint", "投诉"),
            ("suggestion", "suggestion", "建议"),
            ("request", "request", "申请"),
        ],
    ),
    (
        "trace",
        &[
            ("demand", "demand", "业务需求"),
            ("goal", "goal", "目标"),
            ("acceptance", "acceptance criteria", "验收标准"),
            ("realization", "realization", "实现"),
            ("release", "release", "发布"),
            ("live", "live", "上线"),
            ("indicator", "indicator", "指标"),
        ],
    ),
    (
        "dimension",
        &[
            ("system", "System", "体系"),
            ("cooperation", "Cooperation", "协同"),
            ("ideas", "Ideas", "理念"),
            ("talent", "Talent", "人才"),
        ],
    ),
    (
        "maturity",
        &[
            ("construction", "under construction", "建设期"),
            ("steady-running", "running steadily", "稳定运行期"),
            ("early-digital", "early digital", "数字化初期"),
            ("transformation", "transformed", "转型期"),
        ],
    ),
    ("other", &[("ticket", "Ticket", "工单"), ("self-assessment", "Self-assessment", "自评")]),
];

/// Whether the words of this language are Chinese; all others get English.
pub fn is_chinese(language: &str) -> bool {
    language.starts_with("zh")
}

/// What a name of a set is called; none for a name that nobody knows.
pub fn word(set: &str, name: &str, language: &str) -> Option<&'static str> {
    let (_, words) = WORDS.iter().find(|(known, _)| *known == set)?;
    let (_, en, zh) = words.iter().find(|(known, ..)| *known == name)?;
    Some(if is_chinese(language) { zh } else { en })
}

/// The same; what nobody knows is said as it is written.
pub fn said(set: &str, name: &str, language: &str) -> String {
    word(set, name, language).map_or_else(|| name.replace('-', " "), str::to_owned)
}

/// Several outcomes of one record, `rollback, success`, in words.
pub fn outcomes(text: &str, language: &str) -> String {
    let separator = if is_chinese(language) { "、" } else { ", " };
    let all: Vec<String> = text.split(", ").map(|name| said("outcome", name, language)).collect();
    all.join(separator)
}

#[cfg(test)]
mod tests {
    use archweave_model::delivery::effect::{EffectState, PairVerdict};
    use archweave_model::delivery::standing::{Column, DeliveryState, Stage};

    use super::*;
    use crate::ledger::{DIMENSIONS, STAGES, Step};

    #[test]
    fn every_name_of_the_ledger_has_words_in_both_languages() {
        let mut names: Vec<(&str, &str)> = Vec::new();
        names.extend(DeliveryState::NAMES.map(|name| ("state", name)));
        names.extend(Column::ALL.iter().map(|column| ("column", column.name())));
        names.extend(EffectState::ALL.map(|state| ("effect", state.name())));
        names.extend(Step::ALL.map(|step| ("step", step.name())));
        names.extend(Stage::ALL.map(|(_, name)| ("stage", name)));
        names.extend(DIMENSIONS.map(|name| ("dimension", name)));
        names.extend(STAGES.map(|name| ("maturity", name)));
        let verdicts = [
            PairVerdict::Supports,
            PairVerdict::Contradicts,
            PairVerdict::NoRelation,
            PairVerdict::NeedsMoreData,
        ];
        names.extend(verdicts.map(|verdict| ("verdict", verdict.name())));
        for (set, name) in names {
            for language in ["en", "zh"] {
                assert!(word(set, name, language).is_some(), "{set} {name}");
            }
        }
    }

    #[test]
    fn what_nobody_knows_is_said_as_it_is_written() {
        assert_eq!(said("state", "half-done", "en"), "half done");
        assert_eq!(outcomes("rollback, success", "zh-CN"), "回退、成功");
        assert_eq!(outcomes("hotfix, odd", "en"), "hotfix, odd");
    }
}
