<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
<context>
    <name>ApprovalPanel</name>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Too many wrong PINs. Wait %n second.</numerusform>
            <numerusform>Too many wrong PINs. Wait %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Wrong PIN. %n more try.</numerusform>
            <numerusform>Wrong PIN. %n more tries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BasketFlow</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BasketRows</name>
    <message numerus="yes">
        <source>%n more makes {promotion}, saves {saves}</source>
        <translation>
            <numerusform>One more makes {promotion}, saves {saves}</numerusform>
            <numerusform>%n more make {promotion}, saves {saves}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareScreen</name>
    <message numerus="yes">
        <source>%n suspended basket(s), {total}</source>
        <translation>
            <numerusform>%n suspended basket, {total}</numerusform>
            <numerusform>%n suspended baskets, {total}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) without an outcome, {total}</source>
        <translation>
            <numerusform>%n card without an outcome, {total}</numerusform>
            <numerusform>%n cards without an outcome, {total}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message numerus="yes">
        <source>%n slip(s)</source>
        <translation>
            <numerusform>%n slip</numerusform>
            <numerusform>%n slips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) counted, blind</source>
        <translation>
            <numerusform>%n kind counted, blind</numerusform>
            <numerusform>%n kinds counted, blind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message numerus="yes">
        <source>The basket is back: %n line(s)</source>
        <translation>
            <numerusform>The basket is back: %n line</numerusform>
            <numerusform>The basket is back: %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountScreen</name>
    <message numerus="yes">
        <source>%n tender(s) left</source>
        <translation>
            <numerusform>%n tender left</numerusform>
            <numerusform>%n tenders left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>%n kind left</numerusform>
            <numerusform>%n kinds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) left</source>
        <translation>
            <numerusform>%n field left</numerusform>
            <numerusform>%n fields left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountStrip</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) above</source>
        <translation>
            <numerusform>%n line above</numerusform>
            <numerusform>%n lines above</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoctorScreen</name>
    <message numerus="yes">
        <source>%n does not work</source>
        <translation>
            <numerusform>%n does not work</numerusform>
            <numerusform>%n do not work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyBasket</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExceptionsScreen</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older not listed</source>
        <translation>
            <numerusform>%n older not listed</numerusform>
            <numerusform>%n older not listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiscalDayFlow</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JournalScreen</name>
    <message numerus="yes">
        <source>%n event(s) exported</source>
        <translation>
            <numerusform>%n event exported</numerusform>
            <numerusform>%n events exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The chain holds over the %n event(s) read</source>
        <translation>
            <numerusform>The chain holds over the %n event read</numerusform>
            <numerusform>The chain holds over the %n events read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s): export shows all</source>
        <translation>
            <numerusform>%n more field: export shows all</numerusform>
            <numerusform>%n more fields: export shows all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineScreen</name>
    <message numerus="yes">
        <source>%n event(s) of the journal</source>
        <translation>
            <numerusform>%n event of the journal</numerusform>
            <numerusform>%n events of the journal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n sale</numerusform>
            <numerusform>%n sales</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineWords</name>
    <message numerus="yes">
        <source>%n sale(s) waiting</source>
        <translation>
            <numerusform>%n sale waiting</numerusform>
            <numerusform>%n sales waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoginScreen</name>
    <message numerus="yes">
        <source>A basket waits: %n line(s).</source>
        <translation>
            <numerusform>A basket waits: %n line.</numerusform>
            <numerusform>A basket waits: %n lines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more tries.</source>
        <translation>
            <numerusform>%n more try.</numerusform>
            <numerusform>%n more tries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Too many wrong PINs. Wait %n second.</numerusform>
            <numerusform>Too many wrong PINs. Wait %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Wrong PIN. %n more try.</numerusform>
            <numerusform>Wrong PIN. %n more tries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OneBox</name>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaidScreen</name>
    <message numerus="yes">
        <source>This shift: %n sale(s)</source>
        <translation>
            <numerusform>This shift: %n sale</numerusform>
            <numerusform>This shift: %n sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParkingFlow</name>
    <message numerus="yes">
        <source>%n basket(s)</source>
        <translation>
            <numerusform>%n basket</numerusform>
            <numerusform>%n baskets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaySlab</name>
    <message numerus="yes">
        <source>Total of %n line(s)</source>
        <translation>
            <numerusform>Total of %n line</numerusform>
            <numerusform>Total of %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PostVoidScreen</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnSide</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnedScreen</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettlePanel</name>
    <message numerus="yes">
        <source>%n basket(s) to settle before the shift ends</source>
        <translation>
            <numerusform>%n basket to settle before the shift ends</numerusform>
            <numerusform>%n baskets to settle before the shift ends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettlingFlow</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>%n kind left</numerusform>
            <numerusform>%n kinds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingFlow</name>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n waits</numerusform>
            <numerusform>%n wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) or return(s) still have to get money back</source>
        <translation>
            <numerusform>%n card or return still has to get money back</numerusform>
            <numerusform>%n cards or returns still have to get money back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n sale</numerusform>
            <numerusform>%n sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n marked</numerusform>
            <numerusform>%n marked</numerusform>
        </translation>
    </message>
</context>
</TS>
