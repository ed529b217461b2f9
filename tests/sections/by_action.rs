//! Jobs by action: their rules, and what becomes of them when an action is parted.

use super::*;

#[test]
fn what_jobs_by_action_are_held_to() {
    let base: &[(&str, &str)] = &[
        ("action/01/label", "Une"),
        ("action/02/label", "Deux"),
        ("plf/01/21/ae", "5"),
        ("plf/01/21/cp", "5"),
        ("jobs/1/label", "A"),
        ("jobs/1/2024/ceiling", "24"),
    ];
    let cases: [(&[(&str, &str)], &[&str]); 6] = [
        (&[], &[]),
        (&[("jobs-by-action/01/2024", "20"), ("jobs-by-action/02/2024", "4,00")], &[]),
        (&[("jobs-by-action/01/2024", "20")], &["jobs-by-action-sum"]),
        // Action 02 pays nobody.
        (&[("jobs-by-action/01/2024", "24")], &[]),
        (&[("jobs-by-action/02/2024", "24")], &["jobs-by-action-none"]),
        (&[("jobs-by-action/02/2024", "24"), ("jobs-by-action/01/2024", "0")], &[]),
    ];
    for (typed, expected) in cases {
        let document = set(&empty(2024), &[base, typed].concat());
        assert_eq!(rules(&document, "jobs-by-action"), expected, "{typed:?}");
    }
    let document = set(&empty(2024), &[base, &[("jobs-by-action/01/2024", "20"), ("jobs-by-action/02/2024", "4,5")]].concat());
    assert_eq!(text(&document, "jobs-by-action/total/2024"), "24,50");
}

/// What stands on an action goes to its first sub-action, as its amounts do, and is there again when that is undone.
#[test]
fn jobs_of_an_action_go_with_its_amounts() {
    let document = set(&empty(2024), &[("action/01/label", "Une"), ("jobs-by-action/01/2024", "20")]);
    let mut session = Session::opened(document.clone());
    session.apply(&assign(&document, &assignments(&[("action/01.01/label", "Partie")])).expect("assigned")).expect("applied");
    assert_eq!(text(session.document(), "jobs-by-action/01.01/2024"), "20,00");
    assert_eq!(text(session.document(), "jobs-by-action/total/2024"), "20,00");
    assert!(assign(session.document(), &assignments(&[("jobs-by-action/01/2024", "1")])).is_err(), "an action with sub-actions has none of its own");
    let taken = editing::taken_over(&document, session.document());
    assert_eq!(taken.iter().map(|taken| taken.amounts).collect::<Vec<_>>(), [1], "and it is said");
    assert_eq!(storage::parse(&storage::write(session.document())).expect("opened"), **session.document());
    assert!(session.undo() && **session.document() == document);
}
