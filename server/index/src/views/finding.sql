SELECT h.model, h.branch, h.revision, f.code, f.severity, f.sort AS subject_kind, f.subject, f.message, f.file
FROM head h
JOIN finding f ON f.line = h.line
WHERE h.is_default = 1
