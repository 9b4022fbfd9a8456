SELECT l.model, i.text AS indicator, i.element AS indicator_element, e.name AS indicator_name,
       {time n.at} AS at, n.value, n.sample, a.text AS about, a.element AS about_element, n.origin
FROM indicator_value n
JOIN ledger l ON l.id = n.model
LEFT JOIN reference i ON i.id = n.indicator
LEFT JOIN reference a ON a.id = n.element
LEFT JOIN head h ON h.model = l.model AND h.is_default = 1
LEFT JOIN element e ON e.line = h.line AND e.id = i.element
