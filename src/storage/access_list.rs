//! POSIX access lists, as Linux keeps them in an attribute (`acl(5)`, `linux/posix_acl_xattr.h`): a version, then a tag, permissions and an
//! id for each entry, little-endian.
//!
//! Knows bytes and ids. Must not know files.

use super::disk::Access;

/// The attribute that holds the list of a file.
pub(super) const NAME: &str = "system.posix_acl_access";

const VERSION: u32 = 2;
/// The id of an entry that names nobody.
const NOBODY: u32 = u32::MAX;

const OWNER: u16 = 0x01;
const USER: u16 = 0x02;
const OWNING_GROUP: u16 = 0x04;
const GROUP: u16 = 0x08;
const MASK: u16 = 0x10;
const OTHERS: u16 = 0x20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    tag: u16,
    id: u32,
    permissions: u16,
}

/// The list that gives everybody what this one gave, once the file belongs to another user or group: the former ones get entries by name, and
/// a new group gets what the list gave it by name. `None`: this is no list.
pub(super) fn handed_over(list: &[u8], from: Access, to: Access) -> Option<Vec<u8>> {
    let mut entries = parse(list)?;
    let permissions = |entries: &[Entry], tag, id| entries.iter().find(|entry| (entry.tag, entry.id) == (tag, id)).map(|entry| entry.permissions);
    if from.user != to.user {
        let owned = permissions(&entries, OWNER, NOBODY)?;
        set(&mut entries, USER, from.user, owned);
    }
    if from.group != to.group {
        let owned = permissions(&entries, OWNING_GROUP, NOBODY)?;
        let named = permissions(&entries, GROUP, to.group).unwrap_or(0);
        set(&mut entries, GROUP, from.group, owned);
        set(&mut entries, OWNING_GROUP, NOBODY, named);
    }
    Some(write(&entries))
}

/// Puts an entry in its place, or its permissions in those of the entry that is there.
fn set(entries: &mut Vec<Entry>, tag: u16, id: u32, permissions: u16) {
    entries.retain(|entry| (entry.tag, entry.id) != (tag, id));
    entries.push(Entry { tag, id, permissions });
    entries.sort_unstable();
}

fn parse(list: &[u8]) -> Option<Vec<Entry>> {
    let (version, entries) = list.split_first_chunk()?;
    let (entries, []) = entries.as_chunks::<8>() else { return None };
    let entry = |bytes: &[u8; 8]| {
        let [tag, tag_high, low, high, id @ ..] = *bytes;
        Entry { tag: u16::from_le_bytes([tag, tag_high]), permissions: u16::from_le_bytes([low, high]), id: u32::from_le_bytes(id) }
    };
    let entries: Vec<Entry> = entries.iter().map(entry).collect();
    let has = |tag| entries.iter().any(|entry| entry.tag == tag);
    let is_whole = u32::from_le_bytes(*version) == VERSION && [OWNER, OWNING_GROUP, MASK, OTHERS].into_iter().all(has);
    is_whole.then_some(entries)
}

fn write(entries: &[Entry]) -> Vec<u8> {
    let entry = |entry: &Entry| [&entry.tag.to_le_bytes()[..], &entry.permissions.to_le_bytes(), &entry.id.to_le_bytes()].concat();
    VERSION.to_le_bytes().into_iter().chain(entries.iter().flat_map(entry)).collect()
}

/// A list that gives its owner and these users, by id, reading and writing, and the group this.
#[cfg(all(test, target_os = "linux"))]
pub(super) fn shared_with(users: &[u32], group: u16) -> Vec<u8> {
    let named = users.iter().map(|&id| Entry { tag: USER, id, permissions: 6 });
    let others = [(OWNER, 6), (OWNING_GROUP, group), (MASK, 6), (OTHERS, 0)].map(|(tag, permissions)| Entry { tag, id: NOBODY, permissions });
    let mut entries: Vec<Entry> = named.chain(others).collect();
    entries.sort_unstable();
    write(&entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[(u16, u32, u16)]) -> Vec<u8> {
        write(&entries.iter().map(|&(tag, id, permissions)| Entry { tag, id, permissions }).collect::<Vec<_>>())
    }

    fn access(user: u32, group: u32) -> Access {
        Access { mode: 0o660, user, group }
    }

    /// As `setfacl -m u:7:rw,g::---` leaves it.
    const GIVEN: [(u16, u32, u16); 5] = [(OWNER, NOBODY, 6), (USER, 7, 6), (OWNING_GROUP, NOBODY, 0), (MASK, NOBODY, 6), (OTHERS, NOBODY, 0)];

    #[test]
    fn nobody_gains_and_nobody_loses_when_a_file_changes_hands() {
        let given = list(&GIVEN);
        let cases = [
            (access(1, 1), GIVEN.to_vec()),
            // The new owner was named already; the former one is named now.
            (access(7, 1), vec![(OWNER, NOBODY, 6), (USER, 1, 6), (USER, 7, 6), GIVEN[2], GIVEN[3], GIVEN[4]]),
            (access(1, 9), vec![GIVEN[0], GIVEN[1], (OWNING_GROUP, NOBODY, 0), (GROUP, 1, 0), GIVEN[3], GIVEN[4]]),
        ];
        for (to, expected) in cases {
            assert_eq!(handed_over(&given, access(1, 1), to), Some(list(&expected)), "{to:?}");
        }
        let of_group = list(&[GIVEN[0], (OWNING_GROUP, NOBODY, 6), (GROUP, 9, 4), GIVEN[3], GIVEN[4]]);
        let expected = list(&[GIVEN[0], (OWNING_GROUP, NOBODY, 4), (GROUP, 1, 6), (GROUP, 9, 4), GIVEN[3], GIVEN[4]]);
        assert_eq!(handed_over(&of_group, access(1, 1), access(1, 9)), Some(expected));
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_one() {
        let given = list(&GIVEN);
        let newer = [&3_u32.to_le_bytes()[..], &given[4..]].concat();
        for bytes in [&[][..], &given[..given.len() - 1], &given[..4], &newer, &list(&GIVEN[..3])] {
            assert_eq!(handed_over(bytes, access(1, 1), access(7, 1)), None, "{bytes:?}");
        }
    }
}
