SELECT h.model, h.branch, r.id, r.kind, r.name, r.access,
       r.source, s.kind AS source_kind, s.name AS source_name,
       r.target, t.kind AS target_kind, t.name AS target_name
FROM head h
JOIN relation r ON r.line = h.line
LEFT JOIN element s ON s.line = h.line AND s.id = r.source
LEFT JOIN element t ON t.line = h.line AND t.id = r.target
WHERE h.is_default = 1
