//! Change: commands, the only writers; history; the session that the window, the command line and the tests all drive.
//!
//! Knows no toolkit and no path.

mod assign;
mod categories;
mod command;
mod compare;
mod create;
pub mod grid;
mod history;
mod line;
pub mod links;
pub mod merging;
mod paste;
pub mod presentation;
mod presenting;
pub mod prose;
pub mod replace;
pub mod returned;
pub mod review;
pub mod reviewing;
pub mod rollover;
mod sentences;
mod session;
mod settle;
mod spread;
mod take_in;
mod taken_over;
pub mod trial;
pub mod trying;
mod typed;
pub mod typography;

pub use assign::{Assignment, AssignmentRefusal, Reason, assign, assign_or, assign_spreading};
pub use categories::{CategoryRefusal, meant, proposed};
pub use command::{Command, Direction, Refusal, Structure};
pub use compare::{Difference, DifferenceKind, Passage, Passing, Told, compare, passages, told};
pub use create::{CreateRefusal, create};
pub use history::{Gesture, Label, Restored};
pub use line::Line;
pub use paste::{CellReason, Paste, PastePreview, PasteRefusal, PastedCell, RefusedCell, paste, paste_or};
pub use presenting::Presenting;
pub use session::Session;
pub use settle::{Choice, SettleRefusal, Settled, Written, choices, settle};
pub use spread::{Leaf, LeafPreview, Other, Preview, SpreadRefusal, Spreading, leaves, spread, wanted};
pub use take_in::take_in;
pub use taken_over::{TakenOver, taken_over};
pub use typed::{Change, Typed, TypedRefusal, Unread, read, read_or, typed_code, typed_name, typed_text};
