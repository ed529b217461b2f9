//! Elements of a part of a workbook, without their prefixes. No entity is read but those of XML itself.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::BackRefusal;

/// What comes next in a part.
pub(super) enum Next<'a> {
    Start(BytesStart<'a>),
    /// An element without content.
    Empty(BytesStart<'a>),
    End(BytesEnd<'a>),
    Text(Cow<'a, str>),
    Eof,
}

/// A part that is read from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str, part: &'a str) -> Self {
        Self { reader: Reader::from_str(text), part }
    }

    pub fn damaged(&self) -> BackRefusal {
        BackRefusal::Damaged { part: self.part.to_owned() }
    }

    pub fn next(&mut self) -> Result<Next<'a>, BackRefusal> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| self.damaged())? {
                Event::Start(start) => Next::Start(start),
                Event::Empty(start) => Next::Empty(start),
                Event::End(end) => Next::End(end),
                Event::Text(text) => Next::Text(Cow::Owned(text.xml10_content().into_owned())),
                Event::CData(text) => Next::Text(Cow::Owned(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => Next::Text(Cow::Owned(self.referred(&reference)?)),
                Event::Eof => Next::Eof,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    fn referred(&self, reference: &BytesRef<'_>) -> Result<String, BackRefusal> {
        match reference.resolve_char_ref() {
            Ok(Some(character)) => Ok(character.to_string()),
            Ok(None) => resolve_predefined_entity(reference).map(str::to_owned).ok_or_else(|| self.damaged()),
            Err(_) => Err(self.damaged()),
        }
    }

    /// The words of an element that has begun, up to its end; those of elements within it too.
    pub fn words(&mut self, element: &str) -> Result<String, BackRefusal> {
        let mut words = String::new();
        loop {
            match self.next()? {
                Next::Text(text) => words.push_str(&text),
                Next::End(end) if end.local_name().as_ref() == element => return Ok(words),
                Next::Eof => return Err(self.damaged()),
                Next::Start(_) | Next::Empty(_) | Next::End(_) => {}
            }
        }
    }

    /// An attribute, by its name without prefix.
    pub fn attribute(&self, start: &BytesStart<'_>, name: &str) -> Result<Option<String>, BackRefusal> {
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.damaged())?;
            if attribute.key.local_name().as_ref() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| self.damaged())?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }
}

/// Words as they were typed: `_x000D_` stands for a character that XML does not hold.
pub(super) fn unescaped(words: String) -> String {
    if !words.contains("_x") {
        return words;
    }
    let (mut plain, mut rest) = (String::with_capacity(words.len()), words.as_str());
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_")).and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(character) => {
                plain.push(character);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}
