SELECT h.model, h.branch, p.element, e.kind, e.name, p.key, p.position, p.value, p.number
FROM head h
JOIN property p ON p.line = h.line
JOIN element e ON e.line = h.line AND e.id = p.element
WHERE h.is_default = 1
