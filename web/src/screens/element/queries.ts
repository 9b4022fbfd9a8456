import { graphql } from '@/graphql/tada';

/** All that an element's page shows. */
export const ElementQuery = graphql(`
  query Element($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      element(id: $id) {
        id
        elementId
        kindId
        layer
        name(language: $language)
        names {
          language
          text
        }
        description(language: $language)
        file
        tags
        specializations
        confidentiality
        classification {
          cells
          isConfirmed
        }
        lifecycle {
          state
          since
          until
        }
        owners {
          business {
            text
            element {
              id
              elementId
              name(language: $language)
            }
          }
          technology {
            text
            element {
              id
              elementId
              name(language: $language)
            }
          }
        }
        properties {
          key
          label(language: $language)
          type
          value
          values
          reference {
            id
            elementId
            name(language: $language)
          }
        }
        completeness {
          share
          missing {
            kind
            key
            label(language: $language)
          }
        }
        kind {
          kindId
          label(language: $language)
          description(language: $language)
          properties {
            key
            label(language: $language)
            description(language: $language)
            type
            typeText
            required
            computed
            parts
            min
            max
            to
            choices(language: $language) {
              value
              label
            }
            items {
              key
              label(language: $language)
              description(language: $language)
              type
              typeText
              required
              computed
              parts
              min
              max
              to
              choices(language: $language) {
                value
                label
              }
            }
            fields {
              key
              label(language: $language)
              description(language: $language)
              type
              typeText
              required
              computed
              parts
              min
              max
              to
              choices(language: $language) {
                value
                label
              }
              items {
                key
                label(language: $language)
                description(language: $language)
                type
                typeText
                required
                computed
                parts
                min
                max
                to
                choices(language: $language) {
                  value
                  label
                }
              }
            }
          }
        }
        views {
          id
          viewId
          name(language: $language)
        }
        diagnostics {
          code
          severity
          title(language: $language)
          message(language: $language)
          help
          file
          line
          fixes {
            title(language: $language)
            edits
          }
        }
        history(first: 20) {
          nodes {
            revision
            parents
            author
            time
            title
            message
          }
        }
        relations(first: 200) {
          totalCount
          nodes {
            id
            relationId
            kindId
            name(language: $language)
            sourceId
            targetId
            kind {
              kindId
              forward(language: $language)
              backward(language: $language)
            }
            other {
              id
              conceptId
              kindId
              name(language: $language)
            }
          }
        }
      }
    }
  }
`);

/** Kinds of relations that may stand between two kinds. */
export const AllowedQuery = graphql(`
  query Allowed($model: String!, $at: String!, $kind: String!, $other: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          allowedRelations(other: $other) {
            direction
            label(language: $language)
            relation {
              kindId
              label(language: $language)
              category
            }
            derived {
              kindId
            }
          }
        }
        other: kind(name: $other) {
          archimate {
            kindId
          }
        }
      }
    }
  }
`);

/** Kinds that an element in a file may have. */
export const KindsQuery = graphql(`
  query Kinds($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kinds {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
        }
      }
    }
  }
`);

/** The text of an element's file. */
export const SourceQuery = graphql(`
  query Source($model: String!, $at: String!, $id: String!) {
    model(name: $model, at: $at) {
      id
      revision
      element(id: $id) {
        id
        source {
          path
          text
          line
        }
      }
    }
  }
`);

/** What it takes to make a file read a text. */
export const ReadingQuery = graphql(`
  query Reading($model: String!, $at: String!, $path: String!, $text: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      readDocument(path: $path, text: $text) {
        edits
        isValid
        diagnostics {
          code
          severity
          message(language: $language)
          help
          file
          line
        }
      }
    }
  }
`);

/** What a kind is, and which relations it may have. */
export const HintQuery = graphql(`
  query Hint($model: String!, $at: String!, $kind: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          label(language: $language)
          description(language: $language)
          cell
          names {
            nameId
            label(language: $language)
          }
          expects {
            label(language: $language)
          }
          allowedRelations {
            direction
            label(language: $language)
            count
            relation {
              kindId
              label(language: $language)
            }
            kinds {
              kindId
              label(language: $language)
            }
            layers {
              layer
            }
          }
        }
      }
    }
  }
`);

/** Elements one step away, for a small picture. */
export const NearQuery = graphql(`
  query Near($model: String!, $at: String!, $id: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        neighbourhood(depth: 1, first: 14) {
          totalCount
          nodes {
            element {
              id
              elementId
            }
          }
        }
      }
    }
  }
`);

/** A picture of elements with the relations between them. */
export const PictureQuery = graphql(`
  query Picture($model: String!, $at: String!, $ids: [String!]!, $language: String!, $dark: Boolean!) {
    model(name: $model, at: $at) {
      id
      adHocView(selector: { ids: $ids }, language: $language) {
        svg(dark: $dark)
      }
    }
  }
`);

/** Requirements that an element has to do with: those of its relations. */
export const RequirementsQuery = graphql(`
  query Requirements($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        elementId
        kind {
          kindId
          archimate {
            kindId
          }
        }
        neighbourhood(depth: 1, first: 200) {
          nodes {
            element {
              id
              elementId
              name(language: $language)
              kind {
                kindId
                archimate {
                  kindId
                }
              }
            }
          }
        }
      }
    }
  }
`);

/** The chain of a requirement, from needs to what runs. */
export const TraceQuery = graphql(`
  query ElementTrace($model: String!, $at: String!, $requirement: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      trace(requirement: $requirement) {
        isCut
        whereabouts {
          state
          since
        }
        nodes {
          nodeId
          step
          label(language: $language)
          state {
            sentence(language: $language)
          }
          at
          url
          count
          element {
            id
            elementId
          }
        }
      }
    }
  }
`);

/** Several elements at once: what can be set for all of them. */
export const SeveralQuery = graphql(`
  query Several($model: String!, $at: String!, $ids: [String!]!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      elements(filter: { ids: $ids }, first: 50) {
        nodes {
          id
          elementId
          kindId
          layer
          name(language: $language)
          names {
            language
            text
          }
          description(language: $language)
          file
          tags
          specializations
          confidentiality
          classification {
            cells
            isConfirmed
          }
          lifecycle {
            state
            since
            until
          }
          owners {
            business {
              text
              element {
                id
                elementId
                name(language: $language)
              }
            }
            technology {
              text
              element {
                id
                elementId
                name(language: $language)
              }
            }
          }
          properties {
            key
            label(language: $language)
            type
            value
            values
            reference {
              id
              elementId
              name(language: $language)
            }
          }
          kind {
            kindId
            label(language: $language)
            description(language: $language)
            properties {
              key
              label(language: $language)
              description(language: $language)
              type
              typeText
              required
              computed
              parts
              min
              max
              to
              choices(language: $language) {
                value
                label
              }
              items {
                key
                label(language: $language)
                description(language: $language)
                type
                typeText
                required
                computed
                parts
                min
                max
                to
                choices(language: $language) {
                  value
                  label
                }
              }
              fields {
                key
                label(language: $language)
                description(language: $language)
                type
                typeText
                required
                computed
                parts
                min
                max
                to
                choices(language: $language) {
                  value
                  label
                }
                items {
                  key
                  label(language: $language)
                  description(language: $language)
                  type
                  typeText
                  required
                  computed
                  parts
                  min
                  max
                  to
                  choices(language: $language) {
                    value
                    label
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`);
