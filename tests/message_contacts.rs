//! Message contacts through random sequences of operations on the tree and on what contacts are
//! bound to: the recipients of every member are those of a simple model.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use actions::{
    Caller, Principal,
    ports::{
        outbox,
        store::{StoreError, Tx},
    },
    resourcedirectory::RESOURCEDIRECTORY,
};
use http_body_util::BodyExt;
use localyun::{
    app::App,
    control, web,
    world::{Settings, World, due},
};
use proptest::{prelude::*, test_runner::contextualize_config};
use serde_json::{Value, json};

use crate::product::call_as;

const MANAGER: &str = "1000000000000001";
/// The message types that the test uses.
const TYPES: [&str; 3] = ["FaultMessage", "SecurityMessage", "AccountExpenses"];
const CONTACTS: [&str; 4] = ["alice", "bob", "carol", "dave"];

/// What is done. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    CreateFolder(usize),
    CreateMember(usize),
    Move(usize, usize),
    Bind(usize, usize),
    Unbind(usize, usize),
    Types(usize, u8),
    /// A user of the member removes a recipient there.
    RemoveRecipient(usize, usize),
    /// A contact is deleted, and another of its name made; whether members retain it.
    Delete(usize, bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let n = 0..64usize;
    let step = prop_oneof![
        1 => n.clone().prop_map(Step::CreateFolder),
        2 => n.clone().prop_map(Step::CreateMember),
        4 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::Move(a, b)),
        5 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::Bind(a, b)),
        4 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::Unbind(a, b)),
        2 => (n.clone(), 1..8u8).prop_map(|(a, b)| Step::Types(a, b)),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::RemoveRecipient(a, b)),
        1 => (n, any::<bool>()).prop_map(|(a, b)| Step::Delete(a, b)),
    ];
    prop::collection::vec(step, 1..40)
}

/// The types that a number from 1 to 7 stands for.
fn types(bits: u8) -> BTreeSet<&'static str> {
    TYPES.iter().enumerate().filter(|(n, _)| bits & (1 << n) != 0).map(|(_, it)| *it).collect()
}

/// A recipient of a member.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    types: BTreeSet<&'static str>,
    bound: bool,
}

/// What there should be.
#[derive(Default)]
struct Model {
    /// Each folder with the one above it; Root is above itself.
    folders: Vec<(String, String)>,
    /// Each member with its folder.
    members: Vec<(String, String)>,
    contacts: Vec<Contact>,
    /// For each member its recipients, by the ids of their contacts.
    centers: BTreeMap<String, BTreeMap<String, Entry>>,
}

struct Contact {
    id: String,
    types: BTreeSet<&'static str>,
    targets: BTreeSet<String>,
}

impl Model {
    /// The member itself, its folder, and all above that.
    fn scopes(&self, member: &str, mut folder: String) -> BTreeSet<String> {
        let mut all = BTreeSet::from([member.to_owned()]);
        while all.insert(folder.clone()) {
            folder = self.folders.iter().find(|(id, _)| *id == folder).unwrap().1.clone();
        }
        all
    }

    fn scopes_of(&self, member: &str) -> BTreeSet<String> {
        let folder = &self.members.iter().find(|(id, _)| id == member).unwrap().1;
        self.scopes(member, folder.clone())
    }

    /// The contact leaves the member, but for what nobody else receives there.
    fn release(&mut self, member: &str, contact: &str) {
        let center = self.centers.get_mut(member).unwrap();
        let Some(mut entry) = center.remove(contact) else { return };
        for other in center.values() {
            entry.types.retain(|it| !other.types.contains(it));
        }
        if !entry.types.is_empty() {
            center.insert(contact.to_owned(), Entry { bound: false, ..entry });
        }
    }

    fn receive(&mut self, member: &str, contact: usize) {
        let Contact { id, types, .. } = &self.contacts[contact];
        let entry = Entry { types: types.clone(), bound: true };
        self.centers.get_mut(member).unwrap().insert(id.clone(), entry);
    }

    /// Binds a contact, unless it is bound there or to ten targets.
    fn bind(&mut self, contact: usize, target: &str) {
        let targets = &mut self.contacts[contact].targets;
        if targets.len() == 10 || !targets.insert(target.to_owned()) {
            return;
        }
        for (member, _) in self.members.clone() {
            if self.scopes_of(&member).contains(target) {
                self.receive(&member, contact);
            }
        }
    }

    fn unbind(&mut self, contact: usize, target: &str) {
        if !self.contacts[contact].targets.remove(target) {
            return;
        }
        let id = self.contacts[contact].id.clone();
        for (member, _) in self.members.clone() {
            let covered = !self.scopes_of(&member).is_disjoint(&self.contacts[contact].targets);
            let bound = self.centers[&member].get(&id).is_some_and(|it| it.bound);
            if bound && !covered {
                self.release(&member, &id);
            }
        }
    }

    fn create_member(&mut self, member: &str, folder: &str) {
        self.members.push((member.to_owned(), folder.to_owned()));
        self.centers.insert(member.to_owned(), BTreeMap::new());
        for contact in 0..self.contacts.len() {
            if !self.scopes_of(member).is_disjoint(&self.contacts[contact].targets) {
                self.receive(member, contact);
            }
        }
    }

    fn move_to(&mut self, member: &str, folder: &str) {
        let before = self.scopes_of(member);
        let (_, at) = self.members.iter_mut().find(|(id, _)| id == member).unwrap();
        folder.clone_into(at);
        let after = self.scopes_of(member);
        let mut order: Vec<usize> = (0..self.contacts.len()).collect();
        order.sort_by(|a, b| self.contacts[*a].id.cmp(&self.contacts[*b].id));
        let covers =
            |it: &Self, contact: usize, scopes| !it.contacts[contact].targets.is_disjoint(scopes);
        for contact in order.clone() {
            let id = self.contacts[contact].id.clone();
            let bound = self.centers[member].get(&id).is_some_and(|it| it.bound);
            if bound && covers(self, contact, &before) && !covers(self, contact, &after) {
                self.release(member, &id);
            }
        }
        for contact in order {
            if covers(self, contact, &after) && !covers(self, contact, &before) {
                self.receive(member, contact);
            }
        }
    }

    fn set_types(&mut self, contact: usize, new: &BTreeSet<&'static str>) {
        let Contact { id, types, .. } = &mut self.contacts[contact];
        let former = std::mem::replace(types, new.clone());
        for center in self.centers.values_mut() {
            if let Some(entry) = center.get_mut(id)
                && entry.bound
            {
                entry.types.extend(new.difference(&former));
                entry.types.retain(|it| new.contains(it) || !former.contains(it));
            }
        }
    }
}

/// An emulator, and what it should hold.
struct Both {
    world: Arc<World>,
    model: Model,
}

impl Both {
    async fn start() -> Self {
        let accounts = vec!["1000000000000001:testid:testsecret".parse().unwrap()];
        let frozen = Some(1_767_225_600_000);
        let settings = Settings { accounts, frozen, seed: Some(1), ..Settings::default() };
        let world = World::alone(&settings).unwrap();
        let mut both = Self { world, model: Model::default() };
        let enabled =
            both.call("EnableResourceDirectory", &[("EnableMode", "CurrentAccount")]).await;
        let root = enabled["ResourceDirectory"]["RootFolderId"].as_str().unwrap().to_owned();
        both.model.folders.push((root.clone(), root));
        for name in CONTACTS {
            both.add_contact(name, 7).await;
        }
        both.control("POST", "settings", MANAGER, &json!({ "members": 1000, "folders": 1000 }))
            .await;
        both
    }

    /// The answer, whatever it is.
    async fn try_call(&self, action: &str, params: &[(&str, &str)]) -> (u16, Value) {
        let caller = Caller {
            account: MANAGER.into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        };
        call_as(&self.world, caller, &RESOURCEDIRECTORY, action, params).await
    }

    async fn call(&self, action: &str, params: &[(&str, &str)]) -> Value {
        let (status, body) = self.try_call(action, params).await;
        assert_eq!(status, 200, "{action} {params:?}: {body}");
        body
    }

    async fn control(&self, method: &str, path: &str, account: &str, body: &Value) -> Value {
        let path = format!("resourcedirectory/{path}");
        let request = hyper::Request::builder()
            .method(method)
            .uri(format!("/_localyun/{path}?account={account}"))
            .header("host", "localhost");
        let app = App::new(Arc::clone(&self.world).into());
        let (here, head) =
            ("127.0.0.1:1".parse().unwrap(), request.body(()).unwrap().into_parts().0);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = control::serve(&app, here, &head, &path, body.as_bytes()).await;
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&body).unwrap()
    }

    async fn add_contact(&mut self, name: &str, bits: u8) {
        let (mail, types) = (format!("{name}@example.com"), types(bits));
        let mut params = vec![("Name", name), ("EmailAddress", &*mail), ("Title", "Other")];
        let names: Vec<String> = (1..=3).map(|n| format!("MessageTypes.{n}")).collect();
        params.extend(names.iter().zip(&types).map(|(name, value)| (name.as_str(), *value)));
        let added = self.call("AddMessageContact", &params).await;
        let id = added["Contact"]["ContactId"].as_str().unwrap().to_owned();
        let send = [("ContactId", &*id), ("EmailAddress", &*mail)];
        self.call("SendEmailVerificationForMessageContact", &send).await;
        let read = |tx: &mut dyn Tx| -> Result<_, StoreError> { outbox::list(tx, Some(&mail), 1) };
        let link = self.world.database.read(read).unwrap().pop().unwrap().link.unwrap();
        assert_eq!(web::open(&self.world, &link).await.status, 200);
        self.model.contacts.push(Contact { id, types, targets: BTreeSet::new() });
    }

    /// The folder, or the member, that a number stands for.
    fn target(&self, n: usize) -> String {
        let Model { folders, members, .. } = &self.model;
        let n = n % (folders.len() + members.len());
        folders.get(n).unwrap_or_else(|| &members[n - folders.len()]).0.clone()
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::CreateFolder(n) => {
                let parent = self.model.folders[n % self.model.folders.len()].0.clone();
                let name = format!("f{}", self.model.folders.len());
                let params = [("FolderName", &*name), ("ParentFolderId", &*parent)];
                let (status, made) = self.try_call("CreateFolder", &params).await;
                if status == 409 {
                    assert_eq!(made["Code"], "LimitExceeded.Folder.Depth");
                    return;
                }
                let id = made["Folder"]["FolderId"].as_str().unwrap().to_owned();
                self.model.folders.push((id, parent));
            }
            Step::CreateMember(n) => {
                let folder = self.model.folders[n % self.model.folders.len()].0.clone();
                let name = format!("m{}", self.model.members.len());
                let params = [("DisplayName", &*name), ("ParentFolderId", &*folder)];
                let made = self.call("CreateResourceAccount", &params).await;
                let id = made["Account"]["AccountId"].as_str().unwrap().to_owned();
                self.model.create_member(&id, &folder);
            }
            Step::Move(a, b) if !self.model.members.is_empty() => {
                let member = self.model.members[a % self.model.members.len()].0.clone();
                let folder = self.model.folders[b % self.model.folders.len()].0.clone();
                let params = [("AccountId", &*member), ("DestinationFolderId", &*folder)];
                self.call("MoveAccount", &params).await;
                self.model.move_to(&member, &folder);
            }
            Step::Bind(a, b) => {
                let (contact, target) = (a % self.model.contacts.len(), self.target(b));
                let id = self.model.contacts[contact].id.clone();
                let params = [("ContactId", &*id), ("Members.1", &*target)];
                let (status, answer) = self.try_call("AssociateMembers", &params).await;
                assert!(
                    status == 200 || answer["Code"] == "LimitExceeded.ContactMembers",
                    "{answer}"
                );
                self.model.bind(contact, &target);
            }
            Step::Unbind(a, b) => {
                let (contact, target) = (a % self.model.contacts.len(), self.target(b));
                let id = self.model.contacts[contact].id.clone();
                let params = [("ContactId", &*id), ("Members.1", &*target)];
                self.call("DisassociateMembers", &params).await;
                self.model.unbind(contact, &target);
            }
            Step::Types(a, bits) => {
                let contact = a % self.model.contacts.len();
                let id = self.model.contacts[contact].id.clone();
                let (new, names) =
                    (types(bits), ["MessageTypes.1", "MessageTypes.2", "MessageTypes.3"]);
                let mut params = vec![("ContactId", &*id)];
                params.extend(names.into_iter().zip(new.iter().copied()));
                self.call("UpdateMessageContact", &params).await;
                self.model.set_types(contact, &new);
            }
            Step::RemoveRecipient(a, b) if !self.model.members.is_empty() => {
                let member = self.model.members[a % self.model.members.len()].0.clone();
                let id = self.model.contacts[b % self.model.contacts.len()].id.clone();
                self.control("DELETE", &format!("message-center/{id}"), &member, &Value::Null)
                    .await;
                self.model.centers.get_mut(&member).unwrap().remove(&id);
            }
            Step::Delete(a, retain) => self.delete(a % self.model.contacts.len(), retain).await,
            Step::Move(..) | Step::RemoveRecipient(..) => {}
        }
    }

    /// Deletes a contact and, once it is gone, makes another of its name.
    async fn delete(&mut self, contact: usize, retain: bool) {
        let Contact { id, targets, .. } = &self.model.contacts[contact];
        let (id, targets) = (id.clone(), targets.clone());
        let members: Vec<String> = self.model.members.iter().map(|(id, _)| id.clone()).collect();
        let reaches = members.iter().any(|it| !self.model.scopes_of(it).is_disjoint(&targets));
        let retain_value = retain.to_string();
        let params = [("ContactId", &*id), ("RetainContactInMembers", &*retain_value)];
        let status = self.call("DeleteMessageContact", &params).await["Status"].clone();
        if retain || !reaches {
            assert_eq!(status, "Deleted");
            for center in self.model.centers.values_mut() {
                center.entry(id.clone()).and_modify(|it| it.bound = false);
            }
            self.replace(contact).await;
            return;
        }
        assert_eq!(status, "Deleting");
        let mut kept = BTreeSet::new();
        for member in members {
            if self.model.centers[&member].get(&id).is_some_and(|it| it.bound) {
                self.model.release(&member, &id);
                if let Some(entry) = self.model.centers.get_mut(&member).unwrap().get_mut(&id) {
                    entry.bound = true;
                    kept.insert(member);
                }
            }
        }
        let (found, body) =
            self.try_call("GetMessageContactDeletionStatus", &[("ContactId", &id)]).await;
        if kept.is_empty() {
            assert_eq!(found, 404, "{body}");
            self.replace(contact).await;
        } else {
            let failed = body["ContactDeletionStatus"]["FailReasonList"].as_array().unwrap();
            let failed: BTreeSet<String> =
                failed.iter().map(|it| it["AccountId"].as_str().unwrap().to_owned()).collect();
            assert_eq!(failed, kept);
            self.model.contacts[contact].targets = kept;
        }
    }

    async fn replace(&mut self, contact: usize) {
        let known: Vec<String> = self.model.contacts.iter().map(|it| it.id.clone()).collect();
        let listed = self.call("ListMessageContacts", &[("PageSize", "100")]).await;
        let names: BTreeSet<&str> = listed["Contacts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["Name"].as_str().unwrap())
            .collect();
        let name = CONTACTS.into_iter().find(|it| !names.contains(it)).unwrap();
        assert_eq!(known.len(), names.len() + 1, "one is gone");
        self.model.contacts.remove(contact);
        self.add_contact(name, 7).await;
    }

    /// What the emulator says of every member and every contact is what the model has.
    async fn compare(&self) {
        due::clock_moved(&self.world).await;
        for (member, center) in &self.model.centers {
            let shown = self.control("GET", "message-center", member, &Value::Null).await;
            let mut found = BTreeMap::new();
            for it in shown["recipients"].as_array().unwrap() {
                let types = it["categories"].as_array().unwrap().iter();
                let types = types.map(|it| *TYPES.iter().find(|name| *it == **name).unwrap());
                let entry = Entry { types: types.collect(), bound: it["link"] == "bound" };
                found.insert(it["id"].as_str().unwrap().to_owned(), entry);
            }
            assert_eq!(&found, center, "{member}");
        }
        for contact in &self.model.contacts {
            let shown = self.call("GetMessageContact", &[("ContactId", &contact.id)]).await;
            let members = shown["Contact"]["Members"].as_array().unwrap().iter();
            let members: BTreeSet<String> =
                members.map(|it| it.as_str().unwrap().to_owned()).collect();
            assert_eq!(members, contact.targets);
        }
    }
}

proptest! {
    #![proptest_config(contextualize_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    }))]

    #[test]
    fn the_recipients_of_every_member_are_those_of_the_model(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut both = Both::start().await;
            for step in steps {
                both.take(step).await;
                both.compare().await;
            }
        });
    }
}
