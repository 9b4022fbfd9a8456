import { graphql } from '@/graphql/tada';

/** What may be drawn at all: kinds, relations and viewpoints of the metamodel. */
export const DrawingWordsQuery = graphql(`
  query DrawingWords($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      languages
      metamodel {
        kinds {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
          archimate {
            kindId
          }
          parents {
            kindId
          }
        }
        relations {
          kindId
          label(language: $language)
          forward(language: $language)
        }
        viewpoints {
          viewpointId
          label(language: $language)
          description(language: $language)
          form
          kinds
          layers
        }
      }
    }
  }
`);

/** What may relate a kind with others. */
export const RulesQuery = graphql(`
  query Rules($model: String!, $at: String!, $kind: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          allowedRelations {
            direction
            label(language: $language)
            relation {
              kindId
            }
            layers {
              layer
              except {
                kindId
              }
            }
            kinds {
              kindId
            }
            derived {
              kindId
            }
          }
        }
      }
    }
  }
`);

/** Elements for the canvas, by a part of their name. */
export const FindQuery = graphql(`
  query FindForCanvas($model: String!, $at: String!, $text: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      search(text: $text, first: 12) {
        nodes {
          id
          elementId
          name(language: $language)
          names {
            language
            text
          }
          kindId
          layer
          kind {
            label(language: $language)
          }
        }
      }
    }
  }
`);

/** An element with its relations, to draw those that have both ends on the canvas. */
export const AroundQuery = graphql(`
  query Around($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        elementId
        name(language: $language)
        names {
          language
          text
        }
        kindId
        layer
        kind {
          label(language: $language)
        }
        relations(first: 200) {
          nodes {
            id
            relationId
            kindId
            sourceId
            targetId
            name(language: $language)
          }
        }
      }
    }
  }
`);

/** A view laid out anew, without what is written down. */
export const RelayoutQuery = graphql(`
  query Relayout($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      view(id: $id) {
        id
        diagram(language: $language, relayout: true) {
          nodes {
            nodeId
            parentId
            x
            y
            width
            height
            shows
          }
          edges {
            id
            shows
            isImplied
            points {
              x
              y
            }
          }
        }
      }
    }
  }
`);

/** Ids and names of views, to go from one to the next. */
export const ViewOrderQuery = graphql(`
  query ViewOrder($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      views(first: 500) {
        nodes {
          id
          viewId
          name(language: $language)
        }
      }
    }
  }
`);
