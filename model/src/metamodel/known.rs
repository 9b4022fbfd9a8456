//! Kinds that rules and reports speak of, looked up once.

use crate::metamodel::kind::{KindIndex, RelationIndex};
use crate::metamodel::registry::Metamodel;

macro_rules! known {
    ($($field:ident: $type:ident by $find:ident = $name:literal,)*) => {
        /// Positions of the library's kinds in every metamodel: a repository only adds to them.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Known {
            $(pub(crate) $field: Option<$type>,)*
        }

        impl Known {
            pub(super) fn of(metamodel: &Metamodel) -> Self {
                Self { $($field: metamodel.$find($name),)* }
            }

            /// Names that the library does not have: none, which a test asserts.
            #[cfg(test)]
            pub(crate) fn missing(&self) -> Vec<&'static str> {
                [$(self.$field.is_none().then_some($name),)*].into_iter().flatten().collect()
            }
        }
    };
}

known! {
    application_component: KindIndex by kind_index = "application-component",
    application_service: KindIndex by kind_index = "application-service",
    business_process: KindIndex by kind_index = "business-process",
    business_rule: KindIndex by kind_index = "business-rule",
    capability: KindIndex by kind_index = "capability",
    data_object: KindIndex by kind_index = "data-object",
    data_product: KindIndex by kind_index = "data-product",
    gap: KindIndex by kind_index = "gap",
    goal: KindIndex by kind_index = "goal",
    indicator: KindIndex by kind_index = "indicator",
    policy_clause: KindIndex by kind_index = "policy-clause",
    product: KindIndex by kind_index = "product",
    requirement: KindIndex by kind_index = "requirement",
    trial: KindIndex by kind_index = "trial",
    access: RelationIndex by relation_index = "access",
    aggregation: RelationIndex by relation_index = "aggregation",
    assignment: RelationIndex by relation_index = "assignment",
    association: RelationIndex by relation_index = "association",
    composition: RelationIndex by relation_index = "composition",
    realization: RelationIndex by relation_index = "realization",
    serving: RelationIndex by relation_index = "serving",
    specialization: RelationIndex by relation_index = "specialization",
}

#[cfg(test)]
mod tests {
    use crate::metamodel::Metamodel;

    #[test]
    fn the_library_has_every_kind_that_rules_speak_of() {
        assert_eq!(Metamodel::library().known().missing(), [""; 0]);
    }
}
