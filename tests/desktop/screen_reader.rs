//! A small screen reader: it asks the window what is in it over the accessibility bus, as Orca does, and acts on it.

use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};
use zbus::proxy::CacheProperties;
use zbus::zvariant::{OwnedObjectPath, Value};

use super::display::Desktop;
use super::wait::{until, within};

/// Numbers of states in the bit field of AT-SPI (`atspi-constants.h`).
pub const FOCUSED: u32 = 12;
pub const SELECTED: u32 = 23;

/// Numbers of roles, from the same file.
pub const DIALOG: u32 = 16;
pub const BUTTON: u32 = 43;
pub const PARAGRAPH: u32 = 73;
pub const PAGE: u32 = 82;
pub const HEADING: u32 = 83;
pub const LINK: u32 = 88;

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";

/// A connection to the accessibility bus of a desktop.
pub struct ScreenReader {
    bus: Connection,
}

/// Something in a window, as it was when it was read.
#[derive(Clone, Debug)]
pub struct Node {
    owner: String,
    path: OwnedObjectPath,
    pub role: u32,
    pub name: String,
    pub description: String,
    states: u64,
    pub children: Vec<Node>,
}

impl ScreenReader {
    /// Says that a screen reader is there, so that programs tell what they show; to be called before they start.
    pub fn start(desktop: &Desktop) -> Self {
        let session = connect(&desktop.bus_address());
        let bus = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus").unwrap();
        let address: String = bus.call("GetAddress", &()).expect("the accessibility bus starts");
        let properties = "org.freedesktop.DBus.Properties";
        let status = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", properties).unwrap();
        let _: () = status
            .call("Set", &("org.a11y.Status", "IsEnabled", Value::from(true)))
            .expect("accessibility can be switched on");
        Self { bus: connect(&address) }
    }

    /// Reads the window of the only program.
    pub fn read(&self) -> Option<Node> {
        let root = "/org/a11y/atspi/accessible/root";
        let registry = self.proxy("org.a11y.atspi.Registry", root, ACCESSIBLE)?;
        let programs: Vec<(String, OwnedObjectPath)> = registry.call("GetChildren", &()).ok()?;
        let (owner, path) = programs.into_iter().next_back()?;
        self.node(owner, path, 0)
    }

    /// Reads until the window holds what is wanted, and gives the window.
    pub fn read_until(&self, what: &str, holds: impl Fn(&Node) -> bool) -> Node {
        let mut last = None;
        let found = within(Duration::from_secs(30), || {
            last = self.read();
            last.clone().filter(&holds)
        });
        found.unwrap_or_else(|| {
            panic!(
                "{what}; the window holds:\n{}",
                last.map_or_else(String::new, |node| node.tree())
            )
        })
    }

    /// Does what a node is for: its first action.
    pub fn activate(&self, node: &Node) {
        let action = self
            .proxy(&node.owner, node.path.as_str(), "org.a11y.atspi.Action")
            .expect("it has actions");
        let done: bool = action.call("DoAction", &(0i32)).expect("it answers");
        assert!(done, "{} does nothing", node.name);
    }

    /// The names of what can be done with a node.
    pub fn actions(&self, node: &Node) -> Vec<String> {
        let Some(action) = self.proxy(&node.owner, node.path.as_str(), "org.a11y.atspi.Action") else {
            return Vec::new();
        };
        let count: i32 = action.get_property("NActions").unwrap_or(0);
        (0..count)
            .filter_map(|number| action.call("GetName", &(number)).ok())
            .collect()
    }

    fn proxy(&self, owner: &str, path: &str, interface: &str) -> Option<Proxy<'static>> {
        let builder = zbus::blocking::proxy::Builder::new(&self.bus)
            .destination(owner.to_owned())
            .ok()?;
        let builder = builder
            .path(path.to_owned())
            .ok()?
            .interface(interface.to_owned())
            .ok()?;
        builder.cache_properties(CacheProperties::No).build().ok()
    }

    /// `None` for what went while it was read.
    fn node(&self, owner: String, path: OwnedObjectPath, depth: usize) -> Option<Node> {
        assert!(depth < 60, "the tree of the window has a circle");
        let proxy = self.proxy(&owner, path.as_str(), ACCESSIBLE)?;
        let states: Vec<u32> = proxy.call("GetState", &()).ok()?;
        let children: Vec<(String, OwnedObjectPath)> = proxy.call("GetChildren", &()).ok()?;
        let children = children.into_iter();
        Some(Node {
            role: proxy.call("GetRole", &()).ok()?,
            name: proxy.get_property("Name").ok()?,
            description: proxy.get_property("Description").ok()?,
            states: states.iter().rev().fold(0, |all, part| all << 32 | u64::from(*part)),
            children: children
                .filter_map(|(owner, path)| self.node(owner, path, depth + 1))
                .collect(),
            owner,
            path,
        })
    }
}

impl Node {
    /// Whether a state holds.
    pub fn is(&self, state: u32) -> bool {
        self.states >> state & 1 == 1
    }

    /// It, and all that is in it, in order.
    pub fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    /// The first of this role and name in it.
    pub fn find(&self, role: u32, name: &str) -> Option<&Self> {
        self.all()
            .into_iter()
            .find(|node| node.role == role && node.name == name)
    }

    /// All of a role in it.
    pub fn of_role(&self, role: u32) -> Vec<&Self> {
        self.all().into_iter().filter(|node| node.role == role).collect()
    }

    /// What it holds, for the message of a failure.
    pub fn tree(&self) -> String {
        let mut text = format!("{} “{}” {}\n", self.role, self.name, self.description);
        for child in &self.children {
            for line in child.tree().lines() {
                text.extend(["  ", line, "\n"]);
            }
        }
        text
    }
}

fn connect(address: &str) -> Connection {
    until("the bus answers", || Builder::address(address).ok()?.build().ok())
}
