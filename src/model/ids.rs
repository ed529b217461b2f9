//! Stable identities: 48 bits each, never 0, never shown, never given to another thing of the same kind.

/// One more than the largest identity.
pub const IDENTITIES: u64 = 1 << 48;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);
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
