/** What a new tab holds. */
export const firstQuery = `# Ctrl+Space completes, Ctrl+Enter runs.
# The book on the left explains every field.
query Models {
  models {
    name
  }
}
`;
