use super::*;

#[test]
fn no_key_means_two_things() {
    for (number, command) in COMMANDS.iter().enumerate() {
        for other in COMMANDS[..number]
            .iter()
            .filter(|other| other.scope.meets(command.scope))
        {
            let same = command.keys.iter().find(|key| other.keys.contains(key));
            assert_eq!(same, None, "{:?} and {:?}", command.id, other.id);
        }
    }
}

#[test]
fn every_command_has_one_row_and_a_name() {
    for command in COMMANDS {
        assert_eq!(COMMANDS.iter().filter(|other| other.id == command.id).count(), 1);
        assert_ne!(
            rust_i18n::t!(command.name),
            command.name,
            "{:?} has no text",
            command.id
        );
    }
}
