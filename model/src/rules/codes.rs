//! Every code a diagnostic can have.

use crate::diagnostic::{RuleCode, Severity};

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable code.
    pub code: RuleCode,
    /// Unless the repository sets another one.
    pub severity: Severity,
    /// One sentence.
    pub summary: &'static str,
    /// The same in Chinese.
    pub chinese: &'static str,
}

impl Rule {
    /// The sentence for a reader of `language`.
    pub fn summary_in(&self, language: &str) -> &'static str {
        if language.starts_with("zh") { self.chinese } else { self.summary }
    }
}

macro_rules! rules {
    ($($code:literal $severity:ident $summary:literal $chinese:literal;)*) => {
        /// Every code, in the order of the reference page.
        pub const CODES: &[Rule] = &[$(Rule {
            code: $code,
            severity: Severity::$severity,
            summary: $summary,
            chinese: $chinese,
        },)*];
    };
}

rules! {
    "yaml-syntax" Error "The file is not YAML from this place on; what follows is not read." "文件从此处起不是 YAML，其后内容未读取。";
    "yaml-feature" Error "Anchors, aliases, tags, directives and keys that are not text are not part of the format." "锚点、别名、标签、指令以及非文本的键不属于本格式。";
    "duplicate-key" Error "A key stands twice in one map." "同一映射中某个键出现两次。";
    "bad-encoding" Error "The file is not UTF-8." "文件不是 UTF-8 编码。";
    "bad-path" Error "The path of a file cannot be used." "文件路径无法使用。";
    "file-too-large" Error "The file is larger than the format allows." "文件超过格式允许的大小。";
    "unknown-format" Error "The file format's version is not one this program reads." "本程序不读取该文件格式版本。";
    "missing-manifest" Warning "The model has no `archweave.yaml`." "模型缺少 `archweave.yaml`。";
    "missing-key" Error "A required key is missing; the entry is left out." "缺少必需的键，该条目未读取。";
    "unknown-key" Warning "A key is not part of the format; it is kept." "该键不属于本格式，已原样保留。";
    "wrong-type" Error "A value has the wrong shape; it is left out." "值的形式不对，未读取。";
    "bad-id" Error "An id is empty, too long, or has spaces or control characters." "标识为空、过长，或含空格、控制字符。";
    "bad-metamodel" Error "A definition in `metamodel/` or `glossary/` cannot be used; it is left out." "`metamodel/` 或 `glossary/` 中的一项定义无法使用，未读取。";
    "duplicate-id" Error "An id is used twice; the later one is left out." "同一标识使用两次，后一处未读取。";
    "duplicate-relation" Error "The same relation stands twice without an id." "同一关系出现两次且没有标识。";
    "unknown-kind" Error "The metamodel has no such kind of element or relation." "元模型中没有这种元素或关系。";
    "ledger-kind" Error "Elements of this kind are facts of the ledger and do not belong in git." "此类元素属于台账事实，不应写入 git。";
    "dangling-relation" Error "A relation starts or ends at something that is not in the model." "关系的起点或终点不在模型中。";
    "illegal-relation" Error "The metamodel does not allow this relation between these kinds." "元模型不允许这两类元素之间有此关系。";
    "mixed-junction" Error "The relations of a junction are of different kinds." "连接点上的关系种类不一致。";
    "junction-ends" Error "A junction joins elements between which the relation is not allowed." "连接点连接的元素之间不允许该关系。";
    "unknown-specialization" Warning "The specialization is not defined for this kind." "该类型没有定义此特化。";
    "unknown-cell" Error "The Zachman framework has no such cell." "Zachman 框架没有这个单元格。";
    "bad-lifecycle" Error "A lifecycle has an unknown state, a day that is no day, or an end before its start." "生命周期的状态未知、日期无效，或结束早于开始。";
    "bad-value" Error "A property's value does not fit its type." "属性值与其类型不符。";
    "unknown-reference" Error "A property names an element that is not in the model, or of a kind that does not fit." "属性引用的元素不在模型中，或类型不符。";
    "bad-attribute" Error "An attribute that every element may have has a value that does not fit." "通用属性的值不符合要求。";
    "missing-attribute" Info "An attribute that the kind requires is missing." "缺少该类型要求的属性。";
    "computed-attribute" Warning "An attribute that is computed from what happened is written in a file." "由事实计算得出的属性被写进了文件。";
    "duplicate-external" Warning "Two elements have the same id in another system." "两个元素在另一系统中使用同一标识。";
    "duplicate-part" Error "Two parts of an element have the same id." "同一元素的两个部件标识相同。";
    "bad-part" Error "A part has no id, or names a part that its element does not have." "部件没有标识，或引用了元素中不存在的部件。";
    "misplaced-attribute" Warning "A relation or element has an attribute that its kind does not have." "关系或元素带有其类型没有的属性。";
    "unknown-element" Error "A view shows an element that is not in the model." "视图显示的元素不在模型中。";
    "unknown-relation" Error "A view shows a relation that is not in the model." "视图显示的关系不在模型中。";
    "unknown-view" Error "A view or layout names a view that is not in the model." "视图或布局引用的视图不在模型中。";
    "unknown-viewpoint" Warning "The viewpoint is not known." "视角未知。";
    "outside-viewpoint" Warning "The viewpoint does not admit the kind of an element in the view." "视角不包含视图中某元素的类型。";
    "duplicate-node" Error "Two nodes or connections of a view have the same id." "视图中两个节点或连线标识相同。";
    "unknown-end" Error "A connection starts or ends at nothing in its view." "连线的起点或终点不在视图中。";
    "wrong-connection" Warning "A connection joins other elements than its relation." "连线所连的元素与其关系不一致。";
    "unknown-node" Warning "A layout places a node or connection that its view does not have." "布局放置的节点或连线不在视图中。";
    "ambiguous-term" Warning "One word means two things: two terms, or two elements of different kinds." "同一用语指两种事物：两个术语，或两个不同类型的元素。";
    "avoided-term" Warning "An element's name has a word that the glossary says to avoid." "元素名称使用了术语表要求避免的用语。";
    "two-terms" Warning "Two terms of the glossary name one thing." "术语表中有两个术语指同一事物。";
    "unknown-term-element" Error "A term names an element or kind that is not there." "术语所指的元素或类型不存在。";
    "unknown-audience" Warning "A term has a word for an audience that is not known." "术语为未知的受众规定了用语。";
    "missing-owner" Warning "An active application, product, requirement or indicator lacks an owner on the business or the technology side." "在用的应用、产品、需求或指标缺少业务侧或技术侧责任方。";
    "process-accountability" Warning "A business process has not exactly one accountable role." "业务流程没有且仅有一个最终负责的角色。";
    "unmeasured-goal" Warning "No indicator of a business outcome measures a goal, directly or through its parts." "没有业务成效类指标直接或通过其组成部分度量该目标。";
    "missing-realization" Warning "Nothing realizes an agreed requirement." "已同意的需求没有任何实现。";
    "policy-not-digital" Warning "No process, service, application or rule carries out a policy clause." "没有流程、服务、应用或规则落实该制度条款。";
    "duplicate-application" Warning "Two active applications support one capability and keep the same data or offer the same service, and nothing says why." "两个在用应用支撑同一能力，维护相同数据或提供相同服务，且未说明理由。";
    "shared-sensitive-data" Warning "A data product that is shared contains sensitive or personal data." "对外共享的数据产品包含敏感或个人数据。";
    "expired-trial" Error "A trial is past its last day and nobody has decided." "试点已过截止日，仍无决定。";
    "bad-waiver" Error "A waiver lacks a rule, subject, reason, owner or last day; it hides nothing." "豁免缺少规则、对象、理由、责任方或截止日，不起作用。";
    "expired-waiver" Warning "A waiver is past its last day." "豁免已过截止日。";
    "unused-waiver" Info "A waiver hides nothing." "豁免没有隐藏任何发现。";
    "unreadable-file" Error "A file of the repository cannot be read." "仓库中的文件无法读取。";
    "import-missing-id" Warning "Something in an imported file has no id; it gets one." "导入文件中的一项没有标识，已为其分配。";
    "import-unusable-id" Warning "An id of an imported file cannot be used; it gets another one and the original is kept." "导入文件中的标识无法使用，已另行分配并保留原标识。";
    "import-duplicate-id" Warning "An id is used twice in an imported file; the later one gets `~2` and the original is kept." "导入文件中同一标识使用两次，后一处加上 `~2` 并保留原标识。";
    "import-dangling" Warning "Something in an imported file refers to what is not there; it is kept as it is." "导入文件引用了不存在的内容，已原样保留。";
    "import-unknown-type" Warning "An imported file has a type that is not known; it is kept for the way back." "导入文件中有未知类型，为导出而保留。";
    "import-image" Warning "A picture of an imported file cannot be used." "导入文件中的图片无法使用。";
    "import-left-out" Warning "Part of an imported file could not be read as a model; it is kept for the way back." "导入文件的一部分无法作为模型读取，为导出而保留。";
    "import-unreadable" Error "A file of an imported folder cannot be read; it is left out." "导入文件夹中的一个文件无法读取，已略去。";
    "import-bad-row" Error "A row of an imported table cannot be read; it is left out." "导入表格中的一行无法读取，已略去。";
    "export-left-out" Warning "The format that was chosen has no place for part of the model." "所选格式无法容纳模型的一部分。";
    "export-formula" Warning "A spreadsheet would run cells of an exported table as formulas." "电子表格会把导出表格中的一些单元格当作公式执行。";
    "import-more" Warning "There are more findings of an import than are listed." "导入的发现多于所列。";
}

/// What a code means.
pub fn rule(code: &str) -> Option<&'static Rule> {
    CODES.iter().find(|rule| rule.code == code)
}
