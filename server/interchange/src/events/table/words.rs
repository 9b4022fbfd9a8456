//! Words of choices as tables in Chinese have them.

/// Chinese words and the word of a choice that they mean.
const WORDS: [(&str, &str); 42] = [
    ("成功", "success"),
    ("失败", "failure"),
    ("失败", "failed"),
    ("错误", "error"),
    ("取消", "cancelled"),
    ("进行中", "pending"),
    ("通过", "passed"),
    ("未通过", "failed"),
    ("不通过", "failed"),
    ("跳过", "skipped"),
    ("紧急", "critical"),
    ("严重", "critical"),
    ("特别重大", "critical"),
    ("高", "high"),
    ("重大", "high"),
    ("中", "medium"),
    ("一般", "medium"),
    ("低", "low"),
    ("轻微", "low"),
    ("故障", "fault"),
    ("报修", "fault"),
    ("咨询", "enquiry"),
    ("投诉", "complaint"),
    ("建议", "suggestion"),
    ("请求", "request"),
    ("诉求", "request"),
    ("正常", "normal"),
    ("紧急修复", "hotfix"),
    ("回滚", "rollback"),
    ("回退", "rollback"),
    ("配置", "config"),
    ("下线", "removal"),
    ("测试", "test"),
    ("评审", "review"),
    ("业务验收", "business-acceptance"),
    ("安全扫描", "security-scan"),
    ("变更", "change"),
    ("容量", "capacity"),
    ("依赖", "dependency"),
    ("人为", "human"),
    ("外部", "external"),
    ("电话", "call"),
];

/// The choice that a word means; the word itself where it means none, so that it is refused by name.
pub(super) fn choice(text: &str, choices: &[&str]) -> String {
    let small = text.trim().to_lowercase().replace([' ', '_'], "-");
    if choices.contains(&small.as_str()) {
        return small;
    }
    let mut meant = WORDS.iter().filter(|(zh, word)| *zh == text.trim() && choices.contains(word));
    meant.next().map_or_else(|| text.to_owned(), |(_, word)| (*word).to_owned())
}

/// Yes or no.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "是" => Some(true),
        "false" | "no" | "n" | "0" | "否" => Some(false),
        _ => None,
    }
}
