//! The fields of records as people and machines write them: names, what their values are, and what a
//! table calls them in Chinese. One table for the plain form, its JSON Schema, custom data of other
//! forms, and columns.

use archweave_model::delivery::RecordKind;

/// What a value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line or some sentences.
    Text,
    /// A time: `2026-07-14T20:10:00+08:00`, or a day.
    Time,
    /// A day: `2026-07-14`.
    Day,
    /// A whole number from 0.
    Count,
    /// 1, the highest, to 4.
    Rank,
    /// Any number.
    Number,
    /// Part of a whole, 0 to 1.
    Share,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A package address, with its version.
    Purl,
    /// A repository, however it is written.
    Repository,
    /// Several texts.
    Texts,
    /// Several package addresses.
    Purls,
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its name in the head of a Chinese table.
    pub zh: &'static str,
    /// What its values are.
    pub form: Form,
}

/// The word for a sort of record in the plain form, on the command line and in addresses.
pub fn word(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Change => "change",
        RecordKind::ArtifactVersion => "artifact",
        RecordKind::IndicatorValue => "metric",
        RecordKind::Assessment => "assessment",
        other => other.name(),
    }
}

/// The sort of record of a word, or of the name of a kind.
pub fn kind_of(text: &str) -> Option<RecordKind> {
    RecordKind::ALL.iter().copied().find(|kind| word(*kind) == text || kind.name() == text)
}

const fn f(name: &'static str, zh: &'static str, form: Form) -> Field {
    Field { name, zh, form }
}

const SEVERITY: Form = Form::Choice(&["critical", "high", "medium", "low"]);

const NEED: &[Field] = &[
    f("text", "内容", Form::Text),
    f("channel", "渠道", Form::Text),
    f("received_at", "受理时间", Form::Time),
    f("kind", "类型", Form::Choice(&["fault", "enquiry", "complaint", "suggestion", "request"])),
    f("area", "区域", Form::Text),
    f("customer_ref", "客户标识", Form::Text),
    f("retain_until", "保留至", Form::Day),
    f("impact_count", "影响户数", Form::Count),
    f("source", "来源", Form::Choice(&["call", "ticket", "interview", "site-visit", "data"])),
    f("priority", "优先级", Form::Rank),
    f("urgency", "紧急程度", Form::Rank),
    f("demand", "业务需求", Form::Text),
    f("erased_at", "删除时间", Form::Time),
];

const TICKET: &[Field] = &[
    f("system", "系统", Form::Text),
    f("number", "编号", Form::Text),
    f("url", "链接", Form::Text),
    f("summary", "标题", Form::Text),
    f("kind", "类型", Form::Text),
    f("status", "状态", Form::Text),
    f("priority", "优先级", Form::Text),
    f("team", "团队", Form::Text),
    f("created_at", "创建时间", Form::Time),
    f("closed_at", "关闭时间", Form::Time),
    f("resolution", "处理结果", Form::Text),
];

const CHANGE: &[Field] = &[
    f("repository", "代码库", Form::Repository),
    f("reference", "引用", Form::Text),
    f("title", "标题", Form::Text),
    f("author", "作者", Form::Text),
    f("branch", "分支", Form::Text),
    f("url", "链接", Form::Text),
    f("team", "团队", Form::Text),
    f("opened_at", "提出时间", Form::Time),
    f("committed_at", "提交时间", Form::Time),
    f("merged_at", "合并时间", Form::Time),
    f("abandoned_at", "放弃时间", Form::Time),
    f("reopened_at", "重新打开时间", Form::Time),
    f("size", "规模", Form::Count),
    f("flow_kind", "工作类型", Form::Choice(&["feature", "defect", "risk", "debt"])),
    f("commits", "提交", Form::Texts),
    f("fixes", "修复", Form::Texts),
];

const BUILD: &[Field] = &[
    f("pipeline", "流水线", Form::Text),
    f("run", "运行编号", Form::Text),
    f("repository", "代码库", Form::Repository),
    f("commit", "提交", Form::Text),
    f("started_at", "开始时间", Form::Time),
    f("finished_at", "结束时间", Form::Time),
    f("result", "结果", Form::Choice(&["success", "failure", "cancelled", "error"])),
    f("url", "链接", Form::Text),
    f("purl", "制品包地址", Form::Purl),
];

const ARTIFACT: &[Field] = &[
    f("purl", "制品包地址", Form::Purl),
    f("digest", "摘要", Form::Text),
    f("built_at", "构建时间", Form::Time),
    f("repository", "代码库", Form::Repository),
    f("commit", "提交", Form::Text),
    f("build", "构建", Form::Text),
    f("sbom", "物料清单", Form::Text),
    f("signed_at", "签名时间", Form::Time),
    f("deleted_at", "删除时间", Form::Time),
    f("changes", "变更", Form::Texts),
];

const VERIFICATION: &[Field] = &[
    f("kind", "类型", Form::Choice(&["test", "review", "business-acceptance", "security-scan"])),
    f("name", "名称", Form::Text),
    f("result", "结果", Form::Choice(&["passed", "failed", "skipped", "error"])),
    f("at", "时间", Form::Time),
    f("by", "执行人", Form::Text),
    f("environment", "环境", Form::Text),
    f("url", "链接", Form::Text),
    f("purls", "制品包地址", Form::Purls),
];

const RELEASE: &[Field] = &[
    f("name", "名称", Form::Text),
    f("at", "时间", Form::Time),
    f("url", "链接", Form::Text),
    f("purls", "制品包地址", Form::Purls),
];

const DEPLOYMENT: &[Field] = &[
    f("environment", "环境", Form::Text),
    f("target", "部署目标", Form::Text),
    f("service", "服务", Form::Text),
    f("purl", "制品包地址", Form::Purl),
    f("repository", "代码库", Form::Repository),
    f("commit", "提交", Form::Text),
    f("started_at", "开始时间", Form::Time),
    f("at", "时间", Form::Time),
    f("result", "结果", Form::Choice(&["pending", "success", "failure", "error"])),
    f("kind", "类型", Form::Choice(&["normal", "hotfix", "rollback", "config", "removal"])),
    f("share", "用户占比", Form::Share),
    f("deployed_by", "部署人", Form::Text),
    f("team", "团队", Form::Text),
    f("model_revision", "模型版本", Form::Text),
    f("release", "发布", Form::Text),
    f("url", "链接", Form::Text),
];

const INCIDENT: &[Field] = &[
    f("title", "标题", Form::Text),
    f("severity", "严重程度", SEVERITY),
    f("detected_at", "发现时间", Form::Time),
    f("resolved_at", "解决时间", Form::Time),
    f("cause", "原因", Form::Choice(&["change", "capacity", "dependency", "human", "external"])),
    f("environment", "环境", Form::Text),
    f("service", "服务", Form::Text),
    f("purl", "制品包地址", Form::Purl),
    f("deployment", "部署", Form::Text),
    f("customers_affected", "影响客户数", Form::Count),
    f("url", "链接", Form::Text),
];

const DEFECT: &[Field] = &[
    f("title", "标题", Form::Text),
    f("severity", "严重程度", SEVERITY),
    f("found_in", "发现环境", Form::Text),
    f("found_at", "发现时间", Form::Time),
    f("closed_at", "关闭时间", Form::Time),
    f("ticket", "工单", Form::Text),
    f("escaped", "是否逃逸", Form::Flag),
];

const METRIC: &[Field] = &[
    f("indicator", "指标", Form::Text),
    f("at", "时间", Form::Time),
    f("value", "数值", Form::Number),
    f("sample", "样本数", Form::Count),
    f("element", "元素", Form::Text),
    f("origin", "数据来源", Form::Text),
];

const ASSESSMENT: &[Field] = &[
    f("dimension", "维度", Form::Choice(&["system", "cooperation", "ideas", "talent"])),
    f("stage", "阶段", Form::Choice(&["construction", "steady-running", "early-digital", "transformation"])),
    f("at", "时间", Form::Time),
    f("by", "评估人", Form::Text),
    f("note", "备注", Form::Text),
];

/// The fields of a sort of record, `mentions` apart.
pub fn of(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Need => NEED,
        RecordKind::Ticket => TICKET,
        RecordKind::Change => CHANGE,
        RecordKind::Build => BUILD,
        RecordKind::ArtifactVersion => ARTIFACT,
        RecordKind::Verification => VERIFICATION,
        RecordKind::Release => RELEASE,
        RecordKind::Deployment => DEPLOYMENT,
        RecordKind::Incident => INCIDENT,
        RecordKind::Defect => DEFECT,
        RecordKind::IndicatorValue => METRIC,
        RecordKind::Assessment => ASSESSMENT,
    }
}

/// Whether a record of this sort names things of the model besides its fields.
pub fn has_mentions(kind: RecordKind) -> bool {
    !matches!(
        kind,
        RecordKind::Need | RecordKind::Build | RecordKind::IndicatorValue | RecordKind::Assessment
    )
}

/// Fields that name several things of the model: name, sort of thing, name in a Chinese table.
pub const MENTIONS: [(&str, &str, &str); 5] = [
    ("requirements", "requirement", "需求"),
    ("demands", "demand", "业务需求"),
    ("components", "component", "应用组件"),
    ("releases", "release", "发布"),
    ("elements", "element", "元素"),
];

/// The field that says when the record's event happened, where the event does not.
pub fn time_of(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Need => &["received_at"],
        RecordKind::Ticket => &["closed_at", "created_at"],
        RecordKind::Change => &["merged_at", "reopened_at", "abandoned_at", "opened_at", "committed_at"],
        RecordKind::Build => &["finished_at", "started_at"],
        RecordKind::ArtifactVersion => &["deleted_at", "signed_at", "built_at"],
        RecordKind::Deployment => &["at", "started_at"],
        RecordKind::Incident => &["resolved_at", "detected_at"],
        RecordKind::Defect => &["closed_at", "found_at"],
        RecordKind::Verification
        | RecordKind::Release
        | RecordKind::IndicatorValue
        | RecordKind::Assessment => &["at"],
    }
}
