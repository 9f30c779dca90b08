"""The message codes of the doctor, of the settings and of training; joined to the catalogue's."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


UPKEEP: dict[str, str] = {
    # training
    "training": QT_TRANSLATE_NOOP("Messages", "Training: no card was charged"),
    "in_training": QT_TRANSLATE_NOOP("Messages", "Not in training||Leave training first: F11."),
    "training_not_begun": QT_TRANSLATE_NOOP(
        "Messages", "Training could not begin|Its folder could not be made.|Look at the disk: F11, Doctor."
    ),
    "basket_open": QT_TRANSLATE_NOOP("Messages", "A basket is open||Finish or suspend it first."),
    # settings
    "no_settings": QT_TRANSLATE_NOOP("Messages", "The settings cannot be changed here"),
    "settings_wrong": QT_TRANSLATE_NOOP("Messages", "Not saved: look at {name}||Correct it and save again: F9."),
    "setting_wrong": QT_TRANSLATE_NOOP("Messages", "This cannot be used: {detail}"),
    "setting_twice": QT_TRANSLATE_NOOP("Messages", "Another scanner has {detail} already"),
    "setting_no_key": QT_TRANSLATE_NOOP("Messages", "That is no key: {detail}"),
    "setting_key_taken": QT_TRANSLATE_NOOP("Messages", "{key} does {other} already||Give one of them another key."),
    "setting_no_folder": QT_TRANSLATE_NOOP(
        "Messages", "There is no folder {detail}||Plug the disk in, and give the whole path."
    ),
    "setting_not_writable": QT_TRANSLATE_NOOP("Messages", "The register may not write to {detail}"),
    "doctor_settings": QT_TRANSLATE_NOOP(
        "Messages", "settings.toml cannot be used|{detail}|Correct it, or remove it to use the defaults."
    ),
    "doctor_fiscal_setup": QT_TRANSLATE_NOOP(
        "Messages", "The fiscal device is not set up|{detail}|Nothing can be sold without it. Fill in its settings."
    ),
    "doctor_replica": QT_TRANSLATE_NOOP(
        "Messages", "The catalogue cannot be used|{detail}|Sales are safe in the journal. Write the catalogue anew."
    ),
    # the doctor: what was found | why it matters | the next step
    "doctor_program": QT_TRANSLATE_NOOP("Messages", "{versions}"),
    "doctor_sqlite": QT_TRANSLATE_NOOP("Messages", "SQLite {version}, safe"),
    "doctor_sqlite_unsafe": QT_TRANSLATE_NOOP(
        "Messages",
        "SQLite {version} can lose a sale|It has the WAL-reset race.|Install the program again with its own libraries.",
    ),
    "doctor_disk": QT_TRANSLATE_NOOP("Messages", "{gigabytes} GB free|{path}"),
    "doctor_disk_low": QT_TRANSLATE_NOOP(
        "Messages", "Only {gigabytes} GB free|{path}|Make room on this disk in the next days."
    ),
    "doctor_disk_full": QT_TRANSLATE_NOOP(
        "Messages", "{gigabytes} GB free: soon nothing can be sold|{path}|Make room on this disk now."
    ),
    "doctor_not_writable": QT_TRANSLATE_NOOP(
        "Messages", "The folder cannot be written to|{path}|Give the register's user the right to write there."
    ),
    "doctor_no_folder": QT_TRANSLATE_NOOP(
        "Messages",
        "The folder is not there|{path}: {detail}|Plug the disk in or choose another folder in F11, Settings.",
    ),
    "doctor_journal": QT_TRANSLATE_NOOP(
        "Messages", "The journal is in order: {events} events, {sales} sales|Chain head {head}."
    ),
    "doctor_journal_broken": QT_TRANSLATE_NOOP(
        "Messages",
        "The journal is NOT in order: {count} problems|First at event {at}: {first}."
        "|Change nothing. Keep the folder and the newest copy; call the technician.",
    ),
    "doctor_journal_stuck": QT_TRANSLATE_NOOP(
        "Messages", "The disk does not take the journal ({detail})|Nothing can be sold.|Free or repair the disk."
    ),
    "doctor_journal_unreadable": QT_TRANSLATE_NOOP(
        "Messages", "The journal cannot be read ({detail})||Change nothing; call the technician."
    ),
    "doctor_cannot_look": QT_TRANSLATE_NOOP("Messages", "It could not be looked at|{detail}|Call the technician."),
    "doctor_clock": QT_TRANSLATE_NOOP("Messages", "The clock runs evenly|Zone {zone}."),
    "doctor_clock_lost": QT_TRANSLATE_NOOP(
        "Messages",
        "The clock says {now}|Its battery may be empty.|Set the computer's clock, and let it be kept by the network.",
    ),
    "doctor_clock_behind": QT_TRANSLATE_NOOP(
        "Messages",
        "The clock is {seconds} s behind the journal|Sales would fall into the past."
        "|Set the computer's clock, and let it be kept by the network.",
    ),
    "doctor_clock_jumped": QT_TRANSLATE_NOOP(
        "Messages",
        "The clock jumped in the last 7 days: {count} times|The largest jump was {seconds} s."
        "|Let the clock be kept by the network; look who may set it.",
    ),
    "doctor_zone_differs": QT_TRANSLATE_NOOP(
        "Messages",
        "The computer is in another time zone than the store|The store's zone is {zone}; receipts follow the store."
        "|Set the computer's time zone.",
    ),
    "doctor_copy": QT_TRANSLATE_NOOP("Messages", "The newest copy is {hours} h old, on another disk|{path}"),
    "doctor_copy_same_disk": QT_TRANSLATE_NOOP(
        "Messages",
        "The copies are on the same disk as the journal|They die with it. The newest is {hours} h old."
        "|Choose a folder on another disk in F11, Settings.",
    ),
    "doctor_copy_old": QT_TRANSLATE_NOOP(
        "Messages",
        "The newest copy is {hours} h old|{path}|Start the register, or make a copy: F11, Settings.",
    ),
    "doctor_no_copy": QT_TRANSLATE_NOOP(
        "Messages", "There is no copy of the journal|{path}|Choose a folder on another disk in F11, Settings."
    ),
    "doctor_other_history": QT_TRANSLATE_NOOP(
        "Messages",
        "An older journal was put back: {count} copies know more|{path}"
        "|Keep these copies; find out who did it, and why, with the manager.",
    ),
    "doctor_copy_failed": QT_TRANSLATE_NOOP(
        "Messages", "The last copy was not made ({detail})||Look at the folder of the copies: F11, Settings."
    ),
    "doctor_prints": QT_TRANSLATE_NOOP("Messages", "Nothing waits for the printer"),
    "doctor_print_waits": QT_TRANSLATE_NOOP(
        "Messages", "Papers that wait for the printer: {count}||Look at the printer; printing goes on by itself."
    ),
    "doctor_print_asked": QT_TRANSLATE_NOOP(
        "Messages", "Papers of which nobody knows whether they came out: {count}||Answer the question on the screen."
    ),
    "doctor_cards": QT_TRANSLATE_NOOP("Messages", "No card waits for an answer"),
    "doctor_cards_open": QT_TRANSLATE_NOOP(
        "Messages", "Cards at the terminal or not yet part of a sale: {count}||Finish the payment on the screen."
    ),
    "doctor_cards_late": QT_TRANSLATE_NOOP(
        "Messages",
        "Cards without a clear outcome: {count}|The customer may have paid for nothing."
        "|Ask the terminal again, or compare with its slip; then call the manager.",
    ),
    "doctor_documents": QT_TRANSLATE_NOOP("Messages", "No fiscal document waits"),
    "doctor_documents_open": QT_TRANSLATE_NOOP(
        "Messages", "Fiscal documents on their way: {count}||Wait; they are sent by themselves."
    ),
    "doctor_documents_late": QT_TRANSLATE_NOOP(
        "Messages",
        "Fiscal documents that wait too long: {count}|The law wants them registered.|Look at the fiscal device.",
    ),
    "doctor_documents_refused": QT_TRANSLATE_NOOP(
        "Messages",
        "Fiscal documents that the device refused: {count}|The law wants them registered."
        "|Deal with the cause, then F11, Send refused documents again.",
    ),
    "doctor_no_shift": QT_TRANSLATE_NOOP("Messages", "No shift is open"),
    "doctor_shift": QT_TRANSLATE_NOOP("Messages", "The shift is open for {hours} h"),
    "doctor_shift_old": QT_TRANSLATE_NOOP(
        "Messages", "The shift is open for {hours} h|Nobody closed it.|Count and close it: F11."
    ),
}

TRIALS: dict[str, str] = {
    "nothing_read": QT_TRANSLATE_NOOP(
        "Messages", "{device}: nothing was read||Look at its cable, and that it is set to a serial port; try again."
    ),
    "training": QT_TRANSLATE_NOOP("Messages", "{device}: of training|It charges nobody."),
}

SUBJECTS: dict[str, str] = {
    "device_backup": QT_TRANSLATE_NOOP("Messages", "Copies"),
    "subject_program": QT_TRANSLATE_NOOP("Messages", "Program"),
    "subject_sqlite": QT_TRANSLATE_NOOP("Messages", "Database"),
    "subject_data_disk": QT_TRANSLATE_NOOP("Messages", "Disk of the data"),
    "subject_backup_disk": QT_TRANSLATE_NOOP("Messages", "Disk of the copies"),
    "subject_journal": QT_TRANSLATE_NOOP("Messages", "Journal"),
    "subject_clock": QT_TRANSLATE_NOOP("Messages", "Clock"),
    "subject_copies": QT_TRANSLATE_NOOP("Messages", "Copies"),
    "subject_prints": QT_TRANSLATE_NOOP("Messages", "Print queue"),
    "subject_intents": QT_TRANSLATE_NOOP("Messages", "What was asked"),
    "subject_cards": QT_TRANSLATE_NOOP("Messages", "Cards"),
    "subject_documents": QT_TRANSLATE_NOOP("Messages", "Fiscal documents"),
    "subject_shift": QT_TRANSLATE_NOOP("Messages", "Shift"),
    "subject_settings": QT_TRANSLATE_NOOP("Messages", "Settings"),
    "subject_replica": QT_TRANSLATE_NOOP("Messages", "Catalogue"),
}
