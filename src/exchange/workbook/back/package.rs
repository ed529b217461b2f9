//! The parts of a workbook: an archive of XML, of which no more is inflated than what its bounds say.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::BackRefusal;

/// Largest workbook that is read, in bytes: that of a whole bill has six million.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// Most bytes that its parts may have together: that of a whole bill has forty million.
const MAX_INFLATED: u64 = 512 << 20;
/// Most parts: a bill has a sheet for each of its programmes.
const MAX_PARTS: usize = 4_096;

/// A workbook whose parts can be read one by one.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be inflated: an archive that says less than it holds is not believed.
    room: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, BackRefusal> {
        if bytes.len() > MAX_BYTES {
            return Err(BackRefusal::TooLarge);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BackRefusal::NotAWorkbook)?;
        if archive.len() > MAX_PARTS {
            return Err(BackRefusal::TooLarge);
        }
        let mut inflated = 0_u64;
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| BackRefusal::NotAWorkbook)?;
            inflated = inflated.saturating_add(part.size());
        }
        if inflated > MAX_INFLATED {
            return Err(BackRefusal::TooLarge);
        }
        Ok(Self { archive, room: MAX_INFLATED })
    }

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as text; `None` where the workbook has none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, BackRefusal> {
        let damaged = || BackRefusal::Damaged { part: name.to_owned() };
        let Ok(part) = self.archive.by_name(name.trim_start_matches('/')) else { return Ok(None) };
        let mut text = Vec::new();
        part.take(self.room.saturating_add(1)).read_to_end(&mut text).map_err(|_| damaged())?;
        self.room = self.room.checked_sub(text.len() as u64).ok_or(BackRefusal::TooLarge)?;
        let text = String::from_utf8(text).map_err(|_| damaged())?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }))
    }

    /// A part without which nothing can be read.
    pub fn needed(&mut self, name: &str) -> Result<String, BackRefusal> {
        self.part(name)?.ok_or(BackRefusal::NotAWorkbook)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const PART: &str = "xl/workbook.xml";

    fn archive(part: &[u8]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(PART, SimpleFileOptions::default()).unwrap();
        archive.write_all(part).unwrap();
        archive.finish().unwrap().into_inner()
    }

    /// The archive, whose directory says that its part has so many bytes.
    fn saying(mut archive: Vec<u8>, size: u32, says: u32) -> Vec<u8> {
        let starts: Vec<usize> = (0..archive.len() - 4).filter(|at| archive[*at..*at + 4] == size.to_le_bytes()).collect();
        for start in starts {
            archive[start..start + 4].copy_from_slice(&says.to_le_bytes());
        }
        archive
    }

    #[test]
    fn no_more_is_inflated_than_there_is_room_for_whatever_the_archive_says() {
        let size = 1 << 20;
        let large = archive(&vec![b'a'; size as usize]);
        let read = |bytes: &[u8], room| {
            let mut package = Package::open(bytes)?;
            package.room = room;
            package.part(PART).map(|part| part.map(|part| part.len()))
        };
        assert_eq!(read(&large, MAX_INFLATED), Ok(Some(size as usize)));
        for says in [size, 5] {
            assert!(matches!(read(&saying(large.clone(), size, says), 1000), Err(BackRefusal::TooLarge | BackRefusal::Damaged { .. })), "{says}");
        }
        assert_eq!(read(&saying(large, size, u32::MAX - 1), MAX_INFLATED), Err(BackRefusal::TooLarge));
        assert_eq!(read(&archive(b"\xff"), MAX_INFLATED), Err(BackRefusal::Damaged { part: PART.into() }));
        assert_eq!(Package::open(b"").err(), Some(BackRefusal::NotAWorkbook));
    }
}
