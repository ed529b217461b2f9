//! French typography set in the narratives of a document: offered with what it would change, done as one step.

use super::Command;
use crate::lang::typography::{Correction, Rules, corrected, corrections};
use crate::model::{Document, Narrative, Order};

/// A narrative in which French typography would change something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub narrative: Narrative,
    pub corrections: Vec<Correction>,
}

/// Every narrative that would change, in the order of the document.
pub fn proposals(document: &Document, rules: Rules) -> Vec<Proposal> {
    let texts = document.texts.iter().map(|(narrative, text)| Proposal { narrative: *narrative, corrections: corrections(text.as_str(), rules) });
    let mut proposals: Vec<Proposal> = texts.filter(|proposal| !proposal.corrections.is_empty()).collect();
    let order = Order::of(document);
    proposals.sort_by_key(|proposal| order.narrative(proposal.narrative));
    proposals
}

/// Sets these narratives; `None` for none.
pub fn set(document: &Document, proposals: &[&Proposal]) -> Option<Command> {
    let text = |proposal: &&Proposal| (proposal.narrative, corrected(document.text(proposal.narrative), &proposal.corrections));
    (!proposals.is_empty()).then(|| Command::Retouch(proposals.iter().map(text).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::editing::Session;
    use crate::model::Text;

    #[test]
    fn chosen_texts_are_set_as_one_step_and_stay_inherited() {
        let mut document = sample_with(&[]);
        document.texts.clear();
        document.set_text(Narrative::Strategy, Text::new("Oui ; {bill/2021/1/31/ae|M€|7,3 M€} !"));
        document.set_text(Narrative::ScheduleComment, Text::new("Non ?"));
        document.set_text(Narrative::LayoutChanges, Text::new("Rien."));
        document.inherited.insert(Narrative::Strategy);
        let mut session = Session::opened(document);
        let proposals = proposals(session.document(), Rules::SPACES);
        let found: Vec<_> = proposals.iter().map(|proposal| (proposal.narrative, proposal.corrections.len())).collect();
        assert_eq!(found, [(Narrative::Strategy, 2), (Narrative::ScheduleComment, 1)]);

        session.apply(&set(session.document(), &[&proposals[0]]).unwrap()).unwrap();
        let text = |session: &Session, narrative| session.document().text(narrative).replace('\u{202f}', "_");
        assert_eq!(text(&session, Narrative::Strategy), "Oui_; {bill/2021/1/31/ae|M€|7,3_M€}_!".replace("7,3_", "7,3 "));
        assert_eq!(text(&session, Narrative::ScheduleComment), "Non ?", "it was not chosen");
        assert!(session.document().inherited.contains(&Narrative::Strategy));
        assert!(session.undo() && !session.undo());
        assert_eq!(set(session.document(), &[]), None);
    }
}
