SELECT h.model, h.branch, h.revision, e.id, e.kind, e.layer, e.aspect, e.name, e.name_en, e.name_zh, e.description,
       e.zachman_row, e.zachman_column, e.zachman_basis, e.business_owner, e.technology_owner,
       e.lifecycle, e.since AS lifecycle_since, e.until AS lifecycle_until,
       e.asked, e.present, CASE WHEN e.asked = 0 THEN 1.0 ELSE e.present * 1.0 / e.asked END AS completeness
FROM head h
JOIN element e ON e.line = h.line
WHERE h.is_default = 1
