SELECT DISTINCT l.model, r.element AS requirement, e.name AS requirement_name, c.key AS change,
       {time c.committed_at} AS committed_at, {time c.merged_at} AS merged_at, m.basis,
       v.purl AS version, a.commit_id AS built_from, {time v.ordinal} AS built_at, p.text AS package, p.element AS artifact,
       en.text AS environment, en.element AS environment_element, ta.text AS target, ta.element AS target_element,
       d.key AS deployment, {time d.at} AS deployed_at, s.state AS status, {time s.since} AS status_since
FROM reference r
JOIN ledger l ON l.id = r.model
LEFT JOIN head h ON h.model = l.model AND h.is_default = 1
LEFT JOIN element e ON e.line = h.line AND e.id = r.element
LEFT JOIN mention m ON m.reference = r.id AND m.kind = 'app-change'
LEFT JOIN app_change c ON c.id = m.record
LEFT JOIN version_change x ON x.change = c.id
LEFT JOIN version v ON v.id = x.version
LEFT JOIN artifact_version a ON a.version = v.id
LEFT JOIN reference p ON p.id = v.package
LEFT JOIN slot o ON o.package = v.package
LEFT JOIN deployment d ON d.id = (
    SELECT f.id FROM deployment f
    WHERE f.slot = o.id AND f.good = 1 AND f.gone = 0 AND f.ordinal >= v.ordinal
    ORDER BY f.at, f.id LIMIT 1)
LEFT JOIN reference en ON en.id = o.environment
LEFT JOIN reference ta ON ta.id = o.target
LEFT JOIN requirement_state s ON s.model = r.model AND s.requirement = r.element AND s.environment = en.element
WHERE r.sort = 'requirement' AND r.element IS NOT NULL
