//! Just enough of the WebAssembly binary format to tell whose functions a module is made of, and to empty them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// A body without locals that does nothing but trap.
const EMPTIED: [u8; 3] = [0x00, 0x00, 0x0b];

/// A module, in parts that borrow its bytes.
pub(crate) struct Module<'m> {
    sections: Vec<(u8, &'m [u8])>,
    bodies: Vec<&'m [u8]>,
    /// Names by number; numbers begin with the imported functions.
    names: BTreeMap<u32, &'m str>,
    imported: u32,
}

impl<'m> Module<'m> {
    /// Reads a module that still has its functions' names.
    ///
    /// # Errors
    ///
    /// When it is no module, or has functions and no names.
    pub(crate) fn read(bytes: &'m [u8]) -> Result<Self> {
        let mut rest = bytes.strip_prefix(MAGIC).context("not a WebAssembly module")?;
        let mut module = Self { sections: Vec::new(), bodies: Vec::new(), names: BTreeMap::new(), imported: 0 };
        while let Some((&id, after)) = rest.split_first() {
            rest = after;
            let content = sized(&mut rest)?;
            match id {
                CUSTOM => module.names.append(&mut names(content)?),
                IMPORTS => module.imported = imported_functions(content)?,
                CODE => module.bodies = bodies(content)?,
                _ => {}
            }
            module.sections.push((id, content));
        }
        // A part of the page may hold nothing but data or a table.
        ensure!(module.bodies.is_empty() || !module.names.is_empty(), "the module has no names of functions");
        Ok(module)
    }

    /// The module without its custom sections, the bodies of functions `emptied` says, by name, replaced by nothing, and
    /// its data changed.
    pub(crate) fn without(&self, emptied: impl Fn(&str) -> bool, data: impl Fn(&mut [u8])) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for (id, content) in &self.sections {
            let content = match *id {
                CUSTOM => continue,
                CODE => self.code(&emptied),
                DATA => {
                    let mut content = content.to_vec();
                    data(&mut content);
                    content
                }
                _ => content.to_vec(),
            };
            bytes.push(*id);
            push_sized(&mut bytes, &content);
        }
        bytes
    }

    /// How many bytes of code functions of such names have.
    pub(crate) fn code_bytes(&self, of: impl Fn(&str) -> bool) -> usize {
        self.functions().filter(|(name, _)| of(name)).map(|(_, body)| body.len()).sum()
    }

    fn functions(&self) -> impl Iterator<Item = (&'m str, &'m [u8])> {
        let name = |number: u32| self.names.get(&(number + self.imported)).copied().unwrap_or_default();
        self.bodies.iter().zip(0..).map(move |(body, number)| (name(number), *body))
    }

    fn code(&self, emptied: impl Fn(&str) -> bool) -> Vec<u8> {
        let mut content = Vec::new();
        push_number(&mut content, self.bodies.len());
        for (name, body) in self.functions() {
            push_sized(&mut content, if emptied(name) { &EMPTIED } else { body });
        }
        content
    }
}

fn bodies(mut section: &[u8]) -> Result<Vec<&[u8]>> {
    let count = number(&mut section)?;
    (0..count).map(|_| sized(&mut section)).collect()
}

/// The function names of a custom section; none of any but the one called `name`.
fn names(mut section: &[u8]) -> Result<BTreeMap<u32, &str>> {
    let mut names = BTreeMap::new();
    if sized(&mut section)? != b"name" {
        return Ok(names);
    }
    while let Some((&kind, after)) = section.split_first() {
        section = after;
        let mut part = sized(&mut section)?;
        // 1: names of functions.
        if kind == 1 {
            for _ in 0..number(&mut part)? {
                let index = number(&mut part)?;
                names.insert(index, str::from_utf8(sized(&mut part)?)?);
            }
        }
    }
    Ok(names)
}

fn imported_functions(mut section: &[u8]) -> Result<u32> {
    let mut functions = 0;
    for _ in 0..number(&mut section)? {
        sized(&mut section)?;
        sized(&mut section)?;
        let (&kind, after) = section.split_first().context("cut short")?;
        section = after;
        match kind {
            // A function, of a type.
            0 => {
                number(&mut section)?;
                functions += 1;
            }
            // A table: the type of its elements, then its limits.
            1 => {
                section = section.get(1..).context("cut short")?;
                limits(&mut section)?;
            }
            2 => limits(&mut section)?,
            // A global: its type, and whether it changes.
            3 => section = section.get(2..).context("cut short")?,
            other => bail!("an import of kind {other}"),
        }
    }
    Ok(functions)
}

/// Takes the limits of a table or a memory: whether there is a most, the least, the most.
fn limits(section: &mut &[u8]) -> Result<()> {
    let has_most = number(section)? & 1 == 1;
    number(section)?;
    if has_most {
        number(section)?;
    }
    Ok(())
}

/// Takes a length and so many bytes.
fn sized<'m>(rest: &mut &'m [u8]) -> Result<&'m [u8]> {
    let length = number(rest)? as usize;
    let (taken, after) = rest.split_at_checked(length).context("cut short")?;
    *rest = after;
    Ok(taken)
}

/// Takes a number in LEB128.
fn number(rest: &mut &[u8]) -> Result<u32> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first().context("cut short")?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(number).context("a number of more than 32 bits");
        }
    }
    bail!("a number that doesn't end")
}

fn push_sized(bytes: &mut Vec<u8>, content: &[u8]) {
    push_number(bytes, content.len());
    bytes.extend_from_slice(content);
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low & 0x7f);
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two functions, `ours::a` and `theirs::b`, one of them imported before: number 1 and 2.
    fn module() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for (id, content) in [
            (IMPORTS, b"\x01\x01m\x01f\x00\x00".as_slice()),
            (CODE, b"\x02\x04\x00\x01\x01\x0b\x04\x00\x01\x01\x0b"),
            (DATA, b"abc"),
            (CUSTOM, b"\x04name\x01\x15\x02\x01\x07ours::a\x02\x09theirs::b"),
        ] {
            bytes.push(id);
            push_sized(&mut bytes, content);
        }
        bytes
    }

    #[test]
    fn only_functions_of_the_given_names_are_emptied() {
        let bytes = module();
        let module = Module::read(&bytes).unwrap();

        let without = module.without(|name| name.starts_with("ours"), |data| data.fill(b'x'));

        assert_eq!(module.code_bytes(|name| name.starts_with("ours")), 4);
        let whole = b"\x02\x03\x00\x00\x0b\x04\x00\x01\x01\x0b";
        assert!(without.windows(whole.len()).any(|window| window == whole));
        assert!(without.ends_with(b"\x0b\x03xxx"));
    }

    #[test]
    fn a_module_without_names_is_refused() {
        let bytes = module();
        let bare = Module::read(&bytes).unwrap().without(|_| false, |_| {});

        assert!(Module::read(&bare).is_err());
    }
}
