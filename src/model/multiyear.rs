//! Multi-year expenditure: outstanding commitments and the payment schedule (titles other than 2).

/// An entered figure of "Estimation des restes à payer au 31/12/N-1".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutstandingItem {
    /// Commitments not covered by payments at the end of N-2.
    Rap,
    /// The same with the year-end work done after the report; replaces [`Self::Rap`] when it is not zero.
    RapRestated,
    /// AE of N-1: acts, carry-overs and contributions.
    Ae,
    /// CP of N-1: acts, carry-overs and contributions.
    Cp,
    /// The published estimate at the end of N-1: an input, never overwritten by the formula.
    Estimate,
}

impl OutstandingItem {
    pub const ALL: [Self; 5] = [Self::Rap, Self::RapRestated, Self::Ae, Self::Cp, Self::Estimate];
}

/// Which commitments the CP of a row of the schedule pay for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// AE of earlier years: the outstanding commitments.
    Earlier,
    /// New AE of the bill.
    New,
}

impl Origin {
    pub const BOTH: [Self; 2] = [Self::Earlier, Self::New];
}

/// An entered cell in a row of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opening {
    /// CP of the bill, year N.
    Plf,
    /// CP of contributions (FdC et AdP), year N.
    Contributions,
    Next,
    AfterNext,
    Beyond,
}

impl Opening {
    pub const ALL: [Self; 5] = [Self::Plf, Self::Contributions, Self::Next, Self::AfterNext, Self::Beyond];

    pub fn horizon(self) -> Horizon {
        match self {
            Self::Plf | Self::Contributions => Horizon::Current,
            Self::Next => Horizon::Next,
            Self::AfterNext => Horizon::AfterNext,
            Self::Beyond => Horizon::Beyond,
        }
    }
}

/// A year of the schedule, seen from the year N of the bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    Current,
    Next,
    AfterNext,
    Beyond,
}

impl Horizon {
    pub const ALL: [Self; 4] = [Self::Current, Self::Next, Self::AfterNext, Self::Beyond];

    /// The entered cells of this year.
    pub fn openings(self) -> impl Iterator<Item = Opening> {
        Opening::ALL.into_iter().filter(move |opening| opening.horizon() == self)
    }
}
