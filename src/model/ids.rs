//! Stable identities: counters of the document, never reused, never shown.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    };
}

id!(
    /// An action or sub-action, whatever its code.
    ActionId
);
id!(ObjectiveId);
id!(IndicatorId);
id!(
    /// A row of an indicator's table: a sub-indicator.
    RowId
);
