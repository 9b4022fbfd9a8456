//! A whole model as one JSON document.
