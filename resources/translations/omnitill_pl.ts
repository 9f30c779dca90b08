<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en_US">
<context>
    <name>AgeBanner</name>
    <message>
        <source>Age {age}+: born until</source>
        <translation>Wiek {age}+: urodzeni do</translation>
    </message>
    <message>
        <source>{product} · once a basket · the date is not kept</source>
        <translation>{product} · raz na koszyk · daty nie zapisujemy</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Sprawdzono</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmowa</translation>
    </message>
</context>
<context>
    <name>AppearanceFlow</name>
    <message>
        <source>Language of the screens</source>
        <translation>Język ekranu</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Motyw</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Dźwięki</translation>
    </message>
    <message>
        <source>on</source>
        <translation>wł.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>wył.</translation>
    </message>
    <message>
        <source>light</source>
        <translation>jasny</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>ciemny</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>wysoki kontrast</translation>
    </message>
</context>
<context>
    <name>ApprovalPanel</name>
    <message>
        <source>Approval needed</source>
        <translation>Potrzebna zgoda</translation>
    </message>
    <message>
        <source>Limit of {name}</source>
        <translation>Limit: {name}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Who approves</source>
        <translation>Kto wyraża zgodę</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>A badge names, the PIN is always asked. Who, what and why are recorded.</source>
        <translation>Identyfikator tylko wskazuje osobę, PIN jest zawsze potrzebny. Zapisujemy kto, co i dlaczego.</translation>
    </message>
    <message>
        <source>Reason in words</source>
        <translation>Powód słowami</translation>
    </message>
    <message>
        <source>nobody approves their own act</source>
        <translation>nie można dać zgody sobie</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>bez limitu</translation>
    </message>
    <message>
        <source>up to {limit}</source>
        <translation>do {limit}</translation>
    </message>
    <message>
        <source>Nobody here may approve this</source>
        <translation>Nikt tu nie może dać zgody</translation>
    </message>
    <message>
        <source>PIN: {name}</source>
        <translation>PIN: {name}</translation>
    </message>
    <message>
        <source>Arrows choose who, Tab goes on to the reason; type the PIN, press Enter. Esc goes back.</source>
        <translation>Strzałki wybierają osobę, Tab – powód; wpisz PIN i Enter. Esc wraca.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Zgoda</translation>
    </message>
    <message>
        <source>4 to 8 digits</source>
        <translation>4–8 cyfr</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekundę.</numerusform>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekundy.</numerusform>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekund.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Błędny PIN. Została %n próba.</numerusform>
            <numerusform>Błędny PIN. Zostały %n próby.</numerusform>
            <numerusform>Błędny PIN. Zostało %n prób.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is no badge that may approve this. Nothing was added.</source>
        <translation>Ten identyfikator nie uprawnia do zgody. Niczego nie dodano.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
</context>
<context>
    <name>BasketFlow</name>
    <message>
        <source>No basket</source>
        <translation>Koszyk jest pusty</translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation>Rabat na cały koszyk</translation>
    </message>
    <message>
        <source>Cancel the basket</source>
        <translation>Anuluj koszyk</translation>
    </message>
    <message>
        <source>with a reason</source>
        <translation>z podaniem powodu</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Wolna cena</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Cena</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>The journal keeps what was in it, who and why.</source>
        <translation>Dziennik przechowuje zawartość, kto anulował i dlaczego.</translation>
    </message>
    <message>
        <source>The basket was cancelled</source>
        <translation>Koszyk anulowany</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Bon zwrotny</translation>
    </message>
    <message>
        <source>The letters and digits under its code. Capitals do not matter.</source>
        <translation>Litery i cyfry pod kodem. Wielkość liter bez znaczenia.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kod</translation>
    </message>
    <message>
        <source>Company tax number</source>
        <translation>NIP firmy</translation>
    </message>
    <message>
        <source>It is printed on the receipt and checked by its check digits.</source>
        <translation>Drukuje się na paragonie; cyfry są sprawdzane.</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Numer podatkowy</translation>
    </message>
</context>
<context>
    <name>BasketRows</name>
    <message>
        <source>{missing} more makes {promotion}, saves {saves}</source>
        <translation>Jeszcze {missing}: {promotion}, −{saves}</translation>
    </message>
    <message numerus="yes">
        <source>%n more makes {promotion}, saves {saves}</source>
        <translation>
            <numerusform>Jeszcze %n szt.: {promotion}, −{saves}</numerusform>
            <numerusform>Jeszcze %n szt.: {promotion}, −{saves}</numerusform>
            <numerusform>Jeszcze %n szt.: {promotion}, −{saves}</numerusform>
        </translation>
    </message>
    <message>
        <source>Voided {time}</source>
        <translation>Storno {time}</translation>
    </message>
    <message>
        <source>{age}+ · waits for a check</source>
        <translation>{age}+ · czeka na sprawdzenie</translation>
    </message>
</context>
<context>
    <name>CashFlow</name>
    <message>
        <source>Paid in</source>
        <translation>Wpłata</translation>
    </message>
    <message>
        <source>cash into the drawer</source>
        <translation>gotówka do szuflady</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Wypłata</translation>
    </message>
    <message>
        <source>cash out of the drawer</source>
        <translation>gotówka z szuflady</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Odprowadzenie do sejfu</translation>
    </message>
    <message>
        <source>into a numbered bag</source>
        <translation>do numerowanej torby</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Otwórz szufladę</translation>
    </message>
    <message>
        <source>without a sale, with a reason</source>
        <translation>bez sprzedaży, z powodem</translation>
    </message>
    <message>
        <source>Paid in: {amount}. A slip is printed.</source>
        <translation>Wpłata: {amount}. Drukuje się kwit.</translation>
    </message>
    <message>
        <source>Paid out: {amount}. A slip is printed.</source>
        <translation>Wypłata: {amount}. Drukuje się kwit.</translation>
    </message>
    <message>
        <source>Safe drop: {amount} in bag {bag}. A slip is printed.</source>
        <translation>Do sejfu: {amount}, torba {bag}. Drukuje się kwit.</translation>
    </message>
    <message>
        <source>The drawer is open, without a sale</source>
        <translation>Szuflada otwarta bez sprzedaży</translation>
    </message>
</context>
<context>
    <name>CashMovePanel</name>
    <message>
        <source>Paid in</source>
        <translation>Wpłata</translation>
    </message>
    <message>
        <source>Cash is put into the drawer</source>
        <translation>Gotówka trafia do szuflady</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Wpłać</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Wypłata</translation>
    </message>
    <message>
        <source>Cash is taken out of the drawer</source>
        <translation>Gotówka wychodzi z szuflady</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Wypłać</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Odprowadzenie do sejfu</translation>
    </message>
    <message>
        <source>Cash goes into a bag for the safe</source>
        <translation>Gotówka do torby, do sejfu</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Do sejfu</translation>
    </message>
    <message>
        <source>No sale</source>
        <translation>Bez sprzedaży</translation>
    </message>
    <message>
        <source>The drawer opens without a sale</source>
        <translation>Szuflada otworzy się bez sprzedaży</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Otwórz szufladę</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>Słowami</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Numer torby</translation>
    </message>
    <message>
        <source>scan or type</source>
        <translation>zeskanuj lub wpisz</translation>
    </message>
    <message>
        <source>A slip is printed. Who, when and why are recorded.</source>
        <translation>Drukuje się kwit. Zapisane: kto, kiedy i dlaczego.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>Zapisywanie</translation>
    </message>
    <message>
        <source>Type the amount</source>
        <translation>Wpisz kwotę</translation>
    </message>
    <message>
        <source>Scan or type the bag</source>
        <translation>Zeskanuj lub wpisz torbę</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Napisz powód</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Zastosuj</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Up and Down choose the reason, digits the amount, Enter goes on and does it. Esc goes back.</source>
        <translation>Strzałki wybierają powód, cyfry kwotę, Enter idzie dalej i wykonuje. Esc wraca.</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
</context>
<context>
    <name>CloseHead</name>
    <message>
        <source>Close shift {number}</source>
        <translation>Zamknięcie zmiany {number}</translation>
    </message>
    <message>
        <source>{name}, since {time}</source>
        <translation>{name}, od {time}</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Gotówka</translation>
    </message>
    <message>
        <source>Tenders</source>
        <translation>Formy płatności</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Porównanie</translation>
    </message>
    <message>
        <source>Z</source>
        <comment>the closing report</comment>
        <translation>Z</translation>
    </message>
</context>
<context>
    <name>ClosedScreen</name>
    <message>
        <source>Shift {number} is closed</source>
        <translation>Zmiana {number} zamknięta</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Raport Z</translation>
    </message>
    <message>
        <source>on record, nothing can change it</source>
        <translation>zapisany, nic go nie zmieni</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Zostaje w szufladzie</translation>
    </message>
    <message>
        <source>bag {number}</source>
        <translation>torba {number}</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>Do torby</translation>
    </message>
    <message>
        <source>Cash agrees</source>
        <translation>Gotówka się zgadza</translation>
    </message>
    <message>
        <source>Over in cash</source>
        <translation>Nadwyżka gotówki</translation>
    </message>
    <message>
        <source>Short in cash</source>
        <translation>Niedobór gotówki</translation>
    </message>
    <message>
        <source>the till&apos;s, not one person&apos;s</source>
        <translation>kasy, nie jednej osoby</translation>
    </message>
    <message>
        <source>To the login</source>
        <translation>Do logowania</translation>
    </message>
    <message>
        <source>Being printed</source>
        <translation>Drukuje się</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Wydrukowano</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>Jeszcze nie wydrukowano</translation>
    </message>
    <message>
        <source>Is it on paper?</source>
        <translation>Czy jest na papierze?</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Drukarka nieskonfigurowana</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopia</translation>
    </message>
    <message>
        <source>The fiscal day is still open</source>
        <translation>Doba fiskalna wciąż otwarta</translation>
    </message>
    <message>
        <source>The device closes its day</source>
        <translation>Urządzenie zamyka dobę</translation>
    </message>
    <message>
        <source>The fiscal day is closed</source>
        <translation>Doba fiskalna jest zamknięta</translation>
    </message>
    <message>
        <source>The fiscal day could not be closed</source>
        <translation>Nie udało się zamknąć doby fiskalnej</translation>
    </message>
    <message>
        <source>Close it when nobody sells here any more today.</source>
        <translation>Zamknij, gdy nikt już dziś tu nie sprzedaje.</translation>
    </message>
    <message>
        <source>Its report is being printed.</source>
        <translation>Drukuje się jej raport.</translation>
    </message>
    <message>
        <source>document {number}</source>
        <translation>dokument {number}</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>Zamknij dobę</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Wyloguj</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Doba</translation>
    </message>
    <message>
        <source>Print a copy of Z</source>
        <translation>Drukuj kopię Z</translation>
    </message>
    <message>
        <source>The shift is closed: nothing was added</source>
        <translation>Zmiana zamknięta: nic nie dodano</translation>
    </message>
</context>
<context>
    <name>ClosingFlow</name>
    <message>
        <source>The count goes on where it was</source>
        <translation>Liczenie trwa od miejsca, gdzie stanęło</translation>
    </message>
    <message>
        <source>The drawer is open; it is on record</source>
        <translation>Szuflada otwarta; jest to zapisane</translation>
    </message>
    <message>
        <source>Give up the count?</source>
        <translation>Przerwać liczenie?</translation>
    </message>
    <message>
        <source>What was counted is kept on record, the fields are emptied.</source>
        <translation>Policzone zostaje w zapisie, pola się opróżnią.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>Go on counting</source>
        <translation>Licz dalej</translation>
    </message>
    <message>
        <source>Give up the count and sell on</source>
        <translation>Przerwij liczenie i sprzedawaj</translation>
    </message>
    <message>
        <source>Expected figures were shown: somebody with the right has to agree.</source>
        <translation>Pokazano oczekiwane kwoty: musi się zgodzić ktoś z prawem.</translation>
    </message>
    <message>
        <source>The shift stays open.</source>
        <translation>Zmiana pozostanie otwarta.</translation>
    </message>
    <message>
        <source>The count was given up; selling goes on</source>
        <translation>Liczenie przerwane; sprzedaż trwa</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Policz ponownie</translation>
    </message>
    <message>
        <source>Count it again</source>
        <translation>Policz to ponownie</translation>
    </message>
    <message>
        <source>Every count is kept on record.</source>
        <translation>Każde liczenie jest zapisane.</translation>
    </message>
    <message>
        <source>Stay at the comparison</source>
        <translation>Zostań przy porównaniu</translation>
    </message>
    <message>
        <source>Not close the shift?</source>
        <translation>Nie zamykać zmiany?</translation>
    </message>
    <message>
        <source>The comparison is on record already.</source>
        <translation>Porównanie jest już zapisane.</translation>
    </message>
    <message>
        <source>A card payment has no outcome</source>
        <translation>Płatność kartą bez wyniku</translation>
    </message>
    <message>
        <source>Money may have moved that no receipt accounts for.</source>
        <translation>Pieniądze mogły pójść bez paragonu.</translation>
    </message>
    <message>
        <source>Closing needs the approval of somebody else; the Z names the payment.</source>
        <translation>Zamknięcie wymaga zgody kogoś innego; Z wymieni płatność.</translation>
    </message>
    <message>
        <source>Close, and leave it to the manager</source>
        <translation>Zamknij i zostaw kierownikowi</translation>
    </message>
    <message>
        <source>A copy of Z {number} is being printed</source>
        <translation>Drukuje się kopia Z {number}</translation>
    </message>
</context>
<context>
    <name>CompareScreen</name>
    <message>
        <source>Cash agrees</source>
        <translation>Gotówka się zgadza</translation>
    </message>
    <message>
        <source>Over in cash</source>
        <translation>Nadwyżka gotówki</translation>
    </message>
    <message>
        <source>Short in cash</source>
        <translation>Niedobór gotówki</translation>
    </message>
    <message>
        <source>the till&apos;s, not one person&apos;s</source>
        <translation>kasy, nie jednej osoby</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Zostaje w szufladzie</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Numer torby</translation>
    </message>
    <message>
        <source>scan or type</source>
        <translation>zeskanuj lub wpisz</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Policz ponownie</translation>
    </message>
    <message>
        <source>counted often enough</source>
        <translation>policzono już dość razy</translation>
    </message>
    <message>
        <source>Close, print Z {number}</source>
        <translation>Zamknij, drukuj Z {number}</translation>
    </message>
    <message>
        <source>Explanation, required above {limit}</source>
        <translation>Wyjaśnienie, wymagane powyżej {limit}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Uwaga</translation>
    </message>
    <message>
        <source>goes into Z {number} and to the manager</source>
        <translation>trafi do Z {number} i do kierownika</translation>
    </message>
    <message>
        <source>somebody else has to approve this difference</source>
        <translation>tę różnicę musi zatwierdzić ktoś inny</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>Słowami</translation>
    </message>
    <message>
        <source>Note for Z, if any</source>
        <translation>Uwaga do Z, jeśli jest</translation>
    </message>
    <message numerus="yes">
        <source>%n suspended basket(s), {total}</source>
        <translation>
            <numerusform>%n zawieszony koszyk, {total}</numerusform>
            <numerusform>%n zawieszone koszyki, {total}</numerusform>
            <numerusform>%n zawieszonych koszyków, {total}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) without an outcome, {total}</source>
        <translation>
            <numerusform>%n karta bez wyniku, {total}</numerusform>
            <numerusform>%n karty bez wyniku, {total}</numerusform>
            <numerusform>%n kart bez wyniku, {total}</numerusform>
        </translation>
    </message>
    <message>
        <source>opening cash differed by {amount}</source>
        <translation>stan początkowy różnił się o {amount}</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>Do torby</translation>
    </message>
    <message>
        <source>Being closed</source>
        <translation>Zamykanie</translation>
    </message>
    <message>
        <source>Left: more than was counted</source>
        <translation>Zostaje więcej, niż policzono</translation>
    </message>
    <message>
        <source>Type what is left</source>
        <translation>Wpisz, ile zostaje</translation>
    </message>
    <message>
        <source>Scan or type the bag</source>
        <translation>Zeskanuj lub wpisz torbę</translation>
    </message>
    <message>
        <source>Explain the difference</source>
        <translation>Wyjaśnij różnicę</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Napisz powód</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Counted often enough</source>
        <translation>Policzono już dość razy</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Ponownie</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Szuflada</translation>
    </message>
    <message>
        <source>Close, Z {number}</source>
        <translation>Zamknij, Z {number}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Next field; from the last one to what is missing</source>
        <translation>Następne pole; z ostatniego do brakującego</translation>
    </message>
    <message>
        <source>Choose the reason of a difference</source>
        <translation>Wybór powodu różnicy</translation>
    </message>
    <message>
        <source>No bag is needed: everything stays in the drawer</source>
        <translation>Torba zbędna: wszystko zostaje w szufladzie</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Tender</source>
        <translation>Forma płatności</translation>
    </message>
    <message>
        <source>Counted, {unit}</source>
        <translation>Policzono, {unit}</translation>
    </message>
    <message>
        <source>Expected, {unit}</source>
        <translation>Oczekiwano, {unit}</translation>
    </message>
    <message>
        <source>Over / short</source>
        <translation>Nadwyżka / niedobór</translation>
    </message>
    <message>
        <source>unreconciled</source>
        <translation>nieuzgodnione</translation>
    </message>
    <message>
        <source>over +{amount}</source>
        <translation>nadwyżka +{amount}</translation>
    </message>
    <message>
        <source>short −{amount}</source>
        <translation>niedobór −{amount}</translation>
    </message>
    <message>
        <source>counted again; {amount} at first</source>
        <translation>policzono ponownie; najpierw {amount}</translation>
    </message>
    <message>
        <source>batch total read from the terminal, {time}</source>
        <translation>suma odczytana z terminala, {time}</translation>
    </message>
    <message>
        <source>typed from the terminal&apos;s slip</source>
        <translation>wpisano z wydruku terminala</translation>
    </message>
    <message numerus="yes">
        <source>%n slip(s)</source>
        <translation>
            <numerusform>%n kwit</numerusform>
            <numerusform>%n kwity</numerusform>
            <numerusform>%n kwitów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) counted, blind</source>
        <translation>
            <numerusform>policzono %n nominał, w ciemno</numerusform>
            <numerusform>policzono %n nominały, w ciemno</numerusform>
            <numerusform>policzono %n nominałów, w ciemno</numerusform>
        </translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Razem</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message numerus="yes">
        <source>The basket is back: %n line(s)</source>
        <translation>
            <numerusform>Koszyk przywrócony: %n pozycja</numerusform>
            <numerusform>Koszyk przywrócony: %n pozycje</numerusform>
            <numerusform>Koszyk przywrócony: %n pozycji</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountRow</name>
    <message>
        <source>{value}: one less</source>
        <translation>{value}: o jedną mniej</translation>
    </message>
    <message>
        <source>{value}: one more</source>
        <translation>{value}: o jedną więcej</translation>
    </message>
</context>
<context>
    <name>CountScreen</name>
    <message>
        <source>{done} of {all} kinds counted</source>
        <translation>Policzono {done} z {all} nominałów</translation>
    </message>
    <message>
        <source>Pieces of {value}</source>
        <translation>Sztuk po {value}</translation>
    </message>
    <message>
        <source>empty counts 0</source>
        <translation>puste to 0</translation>
    </message>
    <message numerus="yes">
        <source>%n tender(s) left</source>
        <translation>
            <numerusform>została %n forma płatności</numerusform>
            <numerusform>zostały %n formy płatności</numerusform>
            <numerusform>zostało %n form płatności</numerusform>
        </translation>
    </message>
    <message>
        <source>everything is counted</source>
        <translation>wszystko policzone</translation>
    </message>
    <message>
        <source>{tender}, counted so far</source>
        <translation>{tender}, dotąd policzono</translation>
    </message>
    <message>
        <source>blind: expected comes after the count</source>
        <translation>w ciemno: oczekiwane po liczeniu</translation>
    </message>
    <message>
        <source>Confirm count</source>
        <translation>Zatwierdź liczenie</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Następny krok</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>Został %n nominał</numerusform>
            <numerusform>Zostały %n nominały</numerusform>
            <numerusform>Zostało %n nominałów</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is counted</source>
        <translation>Nic nie policzono</translation>
    </message>
    <message>
        <source>The terminal is being asked</source>
        <translation>Pytamy terminal</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) left</source>
        <translation>
            <numerusform>zostało %n pole</numerusform>
            <numerusform>zostały %n pola</numerusform>
            <numerusform>zostało %n pól</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Szuflada</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wyczyść</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Zatwierdź</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Pieces, or an amount; comma and point are one key</source>
        <translation>Sztuki lub kwota; przecinek i kropka to jeden klawisz</translation>
    </message>
    <message>
        <source>Next field; an empty field of pieces or slips counts 0</source>
        <translation>Następne pole; puste pole sztuk lub kwitów to 0</translation>
    </message>
    <message>
        <source>Another field</source>
        <translation>Inne pole</translation>
    </message>
</context>
<context>
    <name>CountStrip</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n szt.</numerusform>
            <numerusform>%n szt.</numerusform>
            <numerusform>%n szt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) above</source>
        <translation>
            <numerusform>jeszcze %n pozycja wyżej</numerusform>
            <numerusform>jeszcze %n pozycje wyżej</numerusform>
            <numerusform>jeszcze %n pozycji wyżej</numerusform>
        </translation>
    </message>
    <message>
        <source>void</source>
        <translation>storno</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wybór</translation>
    </message>
</context>
<context>
    <name>DiscountPanel</name>
    <message>
        <source>Discount, price</source>
        <translation>Rabat, cena</translation>
    </message>
    <message>
        <source>{name} · line {number} · {total}</source>
        <translation>{name} · pozycja {number} · {total}</translation>
    </message>
    <message>
        <source>The whole basket</source>
        <translation>Cały koszyk</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Twój</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Procent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Nowa cena</translation>
    </message>
    <message>
        <source>percent, amount, price</source>
        <translation>procent, kwota, cena</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>powód</translation>
    </message>
    <message>
        <source>no discount</source>
        <translation>bez rabatu</translation>
    </message>
    <message>
        <source>No discount</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabat</translation>
    </message>
    <message>
        <source>Ask approval</source>
        <translation>Poproś o zgodę</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Zastosuj</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>bez limitu</translation>
    </message>
    <message>
        <source>Above your limit: Enter asks for an approval</source>
        <translation>Powyżej Twojego limitu: Enter poprosi o zgodę</translation>
    </message>
    <message>
        <source>Type a figure first</source>
        <translation>Najpierw wpisz liczbę</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
</context>
<context>
    <name>DoctorScreen</name>
    <message>
        <source>Doctor</source>
        <translation>Diagnostyka</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>W porządku</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Wymaga uwagi</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Nie działa</translation>
    </message>
    <message numerus="yes">
        <source>%n does not work</source>
        <translation>
            <numerusform>nie działa: %n</numerusform>
            <numerusform>nie działają: %n</numerusform>
            <numerusform>nie działa: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>wymaga uwagi: %n</numerusform>
            <numerusform>wymagają uwagi: %n</numerusform>
            <numerusform>wymaga uwagi: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>Wszystko w porządku</translation>
    </message>
    <message>
        <source>Proving the journal: {done} of {of} events, {rate} a second</source>
        <translation>Sprawdzanie dziennika: {done} z {of} zdarzeń, {rate} na sekundę</translation>
    </message>
    <message>
        <source>It is looking now</source>
        <translation>Trwa sprawdzanie</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Ponownie</translation>
    </message>
</context>
<context>
    <name>DoneScreen</name>
    <message>
        <source>Give</source>
        <translation>Wydaj</translation>
    </message>
    <message>
        <source>It is out</source>
        <translation>Wydrukowany</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Drukuj kopię</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Drukuj znów</translation>
    </message>
    <message>
        <source>Is the receipt out?</source>
        <translation>Czy paragon się wydrukował?</translation>
    </message>
    <message>
        <source>The printer did not answer. Look at the paper.</source>
        <translation>Drukarka nie odpowiedziała. Spójrz na papier.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Begin the next sale</source>
        <translation>Zacznij następną sprzedaż</translation>
    </message>
</context>
<context>
    <name>ElsewhereScreen</name>
    <message>
        <source>No product has this code. Find it by its name.</source>
        <translation>Żaden towar nie ma tego kodu. Znajdź go po nazwie.</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Skanuj lub pisz</translation>
    </message>
    <message>
        <source>Stores and warehouses</source>
        <translation>Sklepy i magazyny</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Dostępne</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Zarezerw.</translation>
    </message>
    <message>
        <source>Figure is</source>
        <translation>Dane</translation>
    </message>
    <message>
        <source>Who has it?</source>
        <translation>Kto to ma?</translation>
    </message>
    <message>
        <source>Scan a product, or type its name.</source>
        <translation>Zeskanuj towar albo wpisz nazwę.</translation>
    </message>
    <message>
        <source>available here</source>
        <translation>dostępne tutaj</translation>
    </message>
    <message>
        <source>here</source>
        <translation>tutaj</translation>
    </message>
    <message>
        <source>warehouse</source>
        <translation>magazyn</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>jeszcze nie podano</translation>
    </message>
    <message>
        <source>age unknown</source>
        <translation>wiek nieznany</translation>
    </message>
    <message>
        <source>now</source>
        <translation>teraz</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} temu</translation>
    </message>
    <message>
        <source>{count} unavailable</source>
        <translation>{count} niedostępne</translation>
    </message>
    <message>
        <source>its tills were last heard {age} ago</source>
        <translation>kasy odezwały się {age} temu</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Odczyt</translation>
    </message>
    <message>
        <source>The whole network, asked {time}</source>
        <translation>Cała sieć, zapytano o {time}</translation>
    </message>
    <message>
        <source>This region; F5 asks the whole network.</source>
        <translation>Ten region; F5 pyta całą sieć.</translation>
    </message>
    <message>
        <source>This region, as last told.</source>
        <translation>Ten region, według ostatnich danych.</translation>
    </message>
    <message>
        <source>What the figures say</source>
        <translation>Co mówią liczby</translation>
    </message>
    <message>
        <source>Available is on hand less reserved and unavailable.</source>
        <translation>Dostępne to stan bez zarezerwowanych i niedostępnych.</translation>
    </message>
    <message>
        <source>Sales of this register count here at once, online or not.</source>
        <translation>Sprzedaż tej kasy liczy się tu od razu, online czy nie.</translation>
    </message>
    <message>
        <source>A figure is as old as its last word from the centre; old ones are marked.</source>
        <translation>Liczba jest tak stara jak ostatnia wiadomość centrali; stare są oznaczone.</translation>
    </message>
    <message>
        <source>A scan goes to the one box and sells nothing.</source>
        <translation>Skan trafia do pola i niczego nie sprzedaje.</translation>
    </message>
    <message>
        <source>Scan a product first</source>
        <translation>Najpierw zeskanuj towar</translation>
    </message>
    <message>
        <source>Needs the line</source>
        <translation>Wymaga łączności</translation>
    </message>
    <message>
        <source>The centre is being asked</source>
        <translation>Pytamy centralę</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Ask all</source>
        <translation>Cała sieć</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>Łączność</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Walk the results, else the locations</source>
        <translation>Po wynikach, inaczej po miejscach</translation>
    </message>
    <message>
        <source>Back to the basket</source>
        <translation>Wróć do koszyka</translation>
    </message>
</context>
<context>
    <name>EmptyBasket</name>
    <message>
        <source>Scan the first product</source>
        <translation>Zeskanuj pierwszy towar</translation>
    </message>
    <message>
        <source>or type its code or name</source>
        <translation>albo wpisz kod lub nazwę</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Wydruk kopii</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>Reszta {amount}</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Ostatni paragon</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Journal begun</source>
        <translation>Dziennik rozpoczęty</translation>
    </message>
    <message>
        <source>Unclean stop checked</source>
        <translation>Sprawdzono po awarii</translation>
    </message>
    <message>
        <source>Old events removed</source>
        <translation>Usunięto stare zdarzenia</translation>
    </message>
    <message>
        <source>Brought into a new series</source>
        <translation>Przeniesiono do nowej serii</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Sprzedaż</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Storno paragonu</translation>
    </message>
    <message>
        <source>Cash move</source>
        <translation>Ruch gotówki</translation>
    </message>
    <message>
        <source>Shift opened</source>
        <translation>Zmiana otwarta</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>Raport X</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Raport Z</translation>
    </message>
    <message>
        <source>Count started</source>
        <translation>Liczenie rozpoczęte</translation>
    </message>
    <message>
        <source>Count compared</source>
        <translation>Liczenie porównane</translation>
    </message>
    <message>
        <source>Count given up</source>
        <translation>Liczenie przerwane</translation>
    </message>
    <message>
        <source>Fiscal request</source>
        <translation>Zapytanie fiskalne</translation>
    </message>
    <message>
        <source>Fiscal answer</source>
        <translation>Odpowiedź fiskalna</translation>
    </message>
    <message>
        <source>Basket cancelled</source>
        <translation>Koszyk anulowany</translation>
    </message>
    <message>
        <source>Line voided</source>
        <translation>Storno pozycji</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Zgoda</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Logowanie</translation>
    </message>
    <message>
        <source>Payment asked</source>
        <translation>Płatność zlecona</translation>
    </message>
    <message>
        <source>Payment answered</source>
        <translation>Odpowiedź płatności</translation>
    </message>
    <message>
        <source>Age check</source>
        <translation>Sprawdzenie wieku</translation>
    </message>
    <message>
        <source>Copy printed</source>
        <translation>Wydrukowano kopię</translation>
    </message>
    <message>
        <source>Clock jump</source>
        <translation>Skok zegara</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Zadanie</translation>
    </message>
    <message>
        <source>Marking check</source>
        <translation>Sprawdzenie oznakowania</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Zmieniono ustawienia</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Szkolenie</translation>
    </message>
    <message>
        <source>Print answered</source>
        <translation>Odpowiedź o druku</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Podgląd</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Eksport</translation>
    </message>
    <message>
        <source>Quantity lowered</source>
        <translation>Zmniejszono ilość</translation>
    </message>
    <message>
        <source>Parked basket dropped</source>
        <translation>Usunięto zawieszony koszyk</translation>
    </message>
    <message>
        <source>Parked basket waits</source>
        <translation>Zawieszony koszyk czeka</translation>
    </message>
    <message>
        <source>Discount by hand</source>
        <translation>Rabat ręczny</translation>
    </message>
    <message>
        <source>Price by hand</source>
        <translation>Cena ręczna</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Wolna cena</translation>
    </message>
    <message>
        <source>Empties</source>
        <translation>Opakowania</translation>
    </message>
    <message>
        <source>Return, no receipt</source>
        <translation>Zwrot bez paragonu</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Szuflada bez sprzedaży</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Wpłata</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Wypłacono</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Odprowadzenie do sejfu</translation>
    </message>
    <message>
        <source>Counted again</source>
        <translation>Ponowne liczenie</translation>
    </message>
    <message>
        <source>Over or short</source>
        <translation>Nadwyżka lub niedobór</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Zły PIN</translation>
    </message>
    <message>
        <source>PIN entry stopped</source>
        <translation>Wstrzymano wpisywanie PIN</translation>
    </message>
    <message>
        <source>Unclean stop</source>
        <translation>Awaryjne zatrzymanie</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Kasjer</translation>
    </message>
    <message>
        <source>Cashier&apos;s name</source>
        <translation>Imię kasjera</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Zatwierdził</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Prosił</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Otwiera</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Zamknął</translation>
    </message>
    <message>
        <source>Voided by</source>
        <translation>Stornował</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>Sprzedał</translation>
    </message>
    <message>
        <source>At the till</source>
        <translation>Przy kasie</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Paragon</translation>
    </message>
    <message>
        <source>Original receipt</source>
        <translation>Pierwotny paragon</translation>
    </message>
    <message>
        <source>Receipt of the sale</source>
        <translation>Paragon sprzedaży</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Koszyk</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Zmiana</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Kasa</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Sklep</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Waluta</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Zakończono</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Otwarto</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Zamknięto</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Storno</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Pozycje</translation>
    </message>
    <message>
        <source>Voided lines</source>
        <translation>Storna pozycji</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Płatności</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>Zwroty pieniędzy</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Podatki</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Rabaty</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Udziały</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nazwy</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>GTIN</source>
        <translation>GTIN</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Odpowiedź</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Zgody</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Zapytano</translation>
    </message>
    <message>
        <source>Of it taken back</source>
        <translation>Z tego wróciło</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Numer torby</translation>
    </message>
    <message>
        <source>Discount on the basket</source>
        <translation>Rabat na koszyk</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Pakiet</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Marka</translation>
    </message>
    <message>
        <source>Buyer&apos;s tax number</source>
        <translation>NIP nabywcy</translation>
    </message>
    <message>
        <source>Cancelled baskets</source>
        <translation>Anulowane koszyki</translation>
    </message>
    <message>
        <source>Cancelled after Pay</source>
        <translation>Anulowane po Zapłacie</translation>
    </message>
    <message>
        <source>Cancelled after Pay, total</source>
        <translation>Anulowane po Zapłacie, suma</translation>
    </message>
    <message>
        <source>Cancelled baskets, total</source>
        <translation>Anulowane koszyki, suma</translation>
    </message>
    <message>
        <source>Parked baskets carried over</source>
        <translation>Przeniesione zawieszone koszyki</translation>
    </message>
    <message>
        <source>Payments carried over</source>
        <translation>Przeniesione płatności</translation>
    </message>
    <message>
        <source>Left in the drawer</source>
        <translation>Zostaje w szufladzie</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>Do torby</translation>
    </message>
    <message>
        <source>Cashiers</source>
        <translation>Kasjerzy</translation>
    </message>
    <message>
        <source>Version of the catalogue</source>
        <translation>Wersja katalogu</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Checked from event</source>
        <translation>Sprawdzono od zdarzenia</translation>
    </message>
    <message>
        <source>Checked to event</source>
        <translation>Sprawdzono do zdarzenia</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kod</translation>
    </message>
    <message>
        <source>Digest of the code</source>
        <translation>Skrót kodu</translation>
    </message>
    <message>
        <source>Expected was shown</source>
        <translation>Pokazano oczekiwane</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>Potwierdził</translation>
    </message>
    <message>
        <source>Taxes taken back</source>
        <translation>Podatki ze zwrotów</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Ile</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>Kupony</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Original event</source>
        <translation>Pierwotne zdarzenie</translation>
    </message>
    <message>
        <source>Digest of the receipt</source>
        <translation>Skrót paragonu</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Urządzenie</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Różnica</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Numer dokumentu</translation>
    </message>
    <message>
        <source>Parked baskets dropped</source>
        <translation>Porzucone zawieszone koszyki</translation>
    </message>
    <message>
        <source>Parked baskets dropped, total</source>
        <translation>Porzucone zawieszone koszyki, suma</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Wejście</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Seria</translation>
    </message>
    <message>
        <source>Return of the exchange</source>
        <translation>Zwrot przy wymianie</translation>
    </message>
    <message>
        <source>Sale of the exchange</source>
        <translation>Sprzedaż przy wymianie</translation>
    </message>
    <message>
        <source>Paid by exchange</source>
        <translation>Zapłacono wymianą</translation>
    </message>
    <message>
        <source>Expected cash</source>
        <translation>Oczekiwana gotówka</translation>
    </message>
    <message>
        <source>First count</source>
        <translation>Pierwsze liczenie</translation>
    </message>
    <message>
        <source>First receipt</source>
        <translation>Pierwszy paragon</translation>
    </message>
    <message>
        <source>Fiscal document</source>
        <translation>Dokument fiskalny</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Urządzenie fiskalne</translation>
    </message>
    <message>
        <source>In foreign money</source>
        <translation>W obcej walucie</translation>
    </message>
    <message>
        <source>Foreign amount</source>
        <translation>Kwota w walucie</translation>
    </message>
    <message>
        <source>Foreign currency</source>
        <translation>Obca waluta</translation>
    </message>
    <message>
        <source>Shift was forgotten</source>
        <translation>Zmiana zapomniana</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Skrót</translation>
    </message>
    <message>
        <source>Payment request</source>
        <translation>Żądanie płatności</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Przerwane</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Opłata</translation>
    </message>
    <message>
        <source>Is empties</source>
        <translation>To opakowanie zwrotne</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drukuj</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Opis</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Ostatni paragon</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Zakres</translation>
    </message>
    <message>
        <source>Total of the label</source>
        <translation>Suma z etykiety</translation>
    </message>
    <message>
        <source>Lines voided</source>
        <translation>Storna pozycji</translation>
    </message>
    <message>
        <source>Lines voided, total</source>
        <translation>Storna pozycji, suma</translation>
    </message>
    <message>
        <source>Quantity lowered, total</source>
        <translation>Zmniejszona ilość, suma</translation>
    </message>
    <message>
        <source>Measured against</source>
        <translation>Zmierzono według</translation>
    </message>
    <message>
        <source>Jump, seconds</source>
        <translation>Skok, s</translation>
    </message>
    <message>
        <source>Over several lines</source>
        <translation>Na kilka pozycji</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Not returnable</source>
        <translation>Bez zwrotu</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numer</translation>
    </message>
    <message>
        <source>Of payment</source>
        <translation>Do płatności</translation>
    </message>
    <message>
        <source>Price typed</source>
        <translation>Cena wpisana</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>Skąd</translation>
    </message>
    <message>
        <source>Register of the sale</source>
        <translation>Kasa sprzedaży</translation>
    </message>
    <message>
        <source>Original sale</source>
        <translation>Pierwotna sprzedaż</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Zapłacono</translation>
    </message>
    <message>
        <source>Paid in, times</source>
        <translation>Wpłaty, liczba</translation>
    </message>
    <message>
        <source>Paid out, times</source>
        <translation>Wypłaty, liczba</translation>
    </message>
    <message>
        <source>Belongs to line</source>
        <translation>Do pozycji</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkty</translation>
    </message>
    <message>
        <source>Post-voided</source>
        <translation>Wystornowano</translation>
    </message>
    <message>
        <source>Post-voids</source>
        <translation>Storna paragonów</translation>
    </message>
    <message>
        <source>Post-voids, total</source>
        <translation>Storna paragonów, suma</translation>
    </message>
    <message>
        <source>Series before</source>
        <translation>Poprzednia seria</translation>
    </message>
    <message>
        <source>Digest before</source>
        <translation>Poprzedni skrót</translation>
    </message>
    <message>
        <source>Event before</source>
        <translation>Poprzednie zdarzenie</translation>
    </message>
    <message>
        <source>Start before</source>
        <translation>Poprzedni start</translation>
    </message>
    <message>
        <source>Prices by hand</source>
        <translation>Ceny ręczne</translation>
    </message>
    <message>
        <source>Prices by hand, total</source>
        <translation>Ceny ręczne, suma</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>Cennik</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Klucz publiczny</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Looked for</source>
        <translation>Szukano</translation>
    </message>
    <message>
        <source>Code as read</source>
        <translation>Kod jak odczytany</translation>
    </message>
    <message>
        <source>Codes as read</source>
        <translation>Kody jak odczytane</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>Odczytano</translation>
    </message>
    <message>
        <source>Prefix of receipts</source>
        <translation>Prefiks paragonów</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Wydano przy zwrocie</translation>
    </message>
    <message>
        <source>Rounding of refunds</source>
        <translation>Zaokrąglenie zwrotów</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Zwrócono</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Żądanie</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Zwrócony</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Zwroty</translation>
    </message>
    <message>
        <source>Returns, total</source>
        <translation>Zwroty, suma</translation>
    </message>
    <message>
        <source>Count number</source>
        <translation>Liczenie nr</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Liczba liczeń</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Reguła</translation>
    </message>
    <message>
        <source>Safe drops, times</source>
        <translation>Odprowadzenia do sejfu, liczba</translation>
    </message>
    <message>
        <source>Safe drops</source>
        <translation>Odprowadzenia</translation>
    </message>
    <message>
        <source>Rounding of sales</source>
        <translation>Zaokrąglenie sprzedaży</translation>
    </message>
    <message>
        <source>Event of the sale</source>
        <translation>Zdarzenie sprzedaży</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Sprzedaże</translation>
    </message>
    <message>
        <source>Sales, total</source>
        <translation>Sprzedaże, suma</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Zdarzenie</translation>
    </message>
    <message>
        <source>Fiscal sign</source>
        <translation>Znak fiskalny</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Podpis</translation>
    </message>
    <message>
        <source>Credit slips</source>
        <translation>Bony zwrotne</translation>
    </message>
    <message>
        <source>Credit slips given</source>
        <translation>Wydane bony</translation>
    </message>
    <message>
        <source>Credit slips given, total</source>
        <translation>Wydane bony zwrotne, suma</translation>
    </message>
    <message>
        <source>Credit slips taken</source>
        <translation>Przyjęte bony zwrotne</translation>
    </message>
    <message>
        <source>Credit slips taken, total</source>
        <translation>Przyjęte bony zwrotne, suma</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Sprzedano</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Źródło</translation>
    </message>
    <message>
        <source>Percent of the sticker</source>
        <translation>Procent naklejki</translation>
    </message>
    <message>
        <source>Price of the sticker</source>
        <translation>Cena naklejki</translation>
    </message>
    <message>
        <source>Serial of the sticker</source>
        <translation>Seria naklejki</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Zawieszono</translation>
    </message>
    <message>
        <source>Prices include tax</source>
        <translation>Ceny z podatkiem</translation>
    </message>
    <message>
        <source>Kind of tax</source>
        <translation>Rodzaj podatku</translation>
    </message>
    <message>
        <source>Tenders</source>
        <translation>Formy płatności</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Totals of the terminal</source>
        <translation>Sumy terminala</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Poziom</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Jednostka</translation>
    </message>
    <message>
        <source>Unit price</source>
        <translation>Cena</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>drukarka</translation>
    </message>
    <message>
        <source>device with memory</source>
        <translation>urządzenie z pamięcią</translation>
    </message>
    <message>
        <source>sale</source>
        <translation>sprzedaż</translation>
    </message>
    <message>
        <source>return</source>
        <translation>zwrot</translation>
    </message>
    <message>
        <source>opening of the day</source>
        <translation>otwarcie dnia</translation>
    </message>
    <message>
        <source>closing of the day</source>
        <translation>zamknięcie dnia</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>zapytano</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>zarejestrowano</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>odmowa</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>nieznany</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>dozwolone</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>brak odpowiedzi</translation>
    </message>
    <message>
        <source>the machine&apos;s steady clock</source>
        <translation>stały zegar komputera</translation>
    </message>
    <message>
        <source>the last event</source>
        <translation>ostatnie zdarzenie</translation>
    </message>
    <message>
        <source>it is out</source>
        <translation>wydrukowano</translation>
    </message>
    <message>
        <source>printed again</source>
        <translation>drukuj ponownie</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>porzucono</translation>
    </message>
    <message>
        <source>paid in</source>
        <translation>wpłata</translation>
    </message>
    <message>
        <source>paid out</source>
        <translation>wypłata</translation>
    </message>
    <message>
        <source>safe drop</source>
        <translation>odprowadzenie do sejfu</translation>
    </message>
    <message>
        <source>drawer without a sale</source>
        <translation>szuflada bez sprzedaży</translation>
    </message>
    <message>
        <source>counted by hand</source>
        <translation>policzono ręcznie</translation>
    </message>
    <message>
        <source>read from the terminal</source>
        <translation>odczytane z terminala</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>wpisano</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>procent</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>kwota</translation>
    </message>
    <message>
        <source>price</source>
        <translation>cena</translation>
    </message>
    <message>
        <source>taxed</source>
        <translation>opodatkowane</translation>
    </message>
    <message>
        <source>zero rate</source>
        <translation>stawka zerowa</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>zwolnione</translation>
    </message>
    <message>
        <source>promotion</source>
        <translation>promocja</translation>
    </message>
    <message>
        <source>promotion on the basket</source>
        <translation>promocja na koszyk</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>kupon</translation>
    </message>
    <message>
        <source>sticker</source>
        <translation>naklejka</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>ręcznie</translation>
    </message>
    <message>
        <source>by hand, on the basket</source>
        <translation>ręcznie, na koszyk</translation>
    </message>
    <message>
        <source>cash</source>
        <translation>gotówka</translation>
    </message>
    <message>
        <source>card</source>
        <translation>karta</translation>
    </message>
    <message>
        <source>voucher</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>foreign cash</source>
        <translation>obca gotówka</translation>
    </message>
    <message>
        <source>credit slip</source>
        <translation>bon zwrotny</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>wymiana</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>zwrot pieniędzy</translation>
    </message>
    <message>
        <source>reversal</source>
        <translation>cofnięcie płatności</translation>
    </message>
    <message>
        <source>fiscal</source>
        <translation>fiskalny</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>paragon</translation>
    </message>
    <message>
        <source>gift receipt</source>
        <translation>paragon na prezent</translation>
    </message>
    <message>
        <source>open</source>
        <translation>otwarte</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>zaakceptowano</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>odrzucono</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>anulowano</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nie rozpoczęto</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>zwrócono</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>zwrócono</translation>
    </message>
    <message>
        <source>chosen by name, PIN</source>
        <translation>wybór nazwiska, PIN</translation>
    </message>
    <message>
        <source>badge and PIN</source>
        <translation>identyfikator i PIN</translation>
    </message>
    <message>
        <source>badge with a chip</source>
        <translation>identyfikator z chipem</translation>
    </message>
    <message>
        <source>badge after one&apos;s own lock</source>
        <translation>identyfikator po własnej blokadzie</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>zablokowano</translation>
    </message>
    <message>
        <source>locked when idle</source>
        <translation>zablokowano bezczynną</translation>
    </message>
    <message>
        <source>number and PIN</source>
        <translation>numer i PIN</translation>
    </message>
    <message>
        <source>scanned</source>
        <translation>zeskanowano</translation>
    </message>
    <message>
        <source>quick key</source>
        <translation>szybki klawisz</translation>
    </message>
    <message>
        <source>found by name</source>
        <translation>znaleziono po nazwie</translation>
    </message>
    <message>
        <source>weight label</source>
        <translation>etykieta wagowa</translation>
    </message>
    <message>
        <source>price label</source>
        <translation>etykieta cenowa</translation>
    </message>
    <message>
        <source>markdown sticker</source>
        <translation>naklejka przeceny</translation>
    </message>
    <message>
        <source>open item</source>
        <translation>wolna cena</translation>
    </message>
    <message>
        <source>charge of another line</source>
        <translation>opłata innej pozycji</translation>
    </message>
    <message>
        <source>shelf price</source>
        <translation>cena z półki</translation>
    </message>
    <message>
        <source>shelf price differs</source>
        <translation>inna cena na półce</translation>
    </message>
    <message>
        <source>can be sold again</source>
        <translation>można sprzedać</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>uszkodzone</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>zutylizowane</translation>
    </message>
    <message>
        <source>the centre came back older</source>
        <translation>centrala wróciła starsza</translation>
    </message>
    <message>
        <source>a damaged event was carried</source>
        <translation>przeniesiono uszkodzone zdarzenie</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>dziennik</translation>
    </message>
    <message>
        <source>register of exceptions</source>
        <translation>rejestr wyjątków</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>paragony</translation>
    </message>
    <message>
        <source>pcs</source>
        <translation>szt.</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>kg</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>l</source>
        <translation>l</translation>
    </message>
    <message>
        <source>Shelf price</source>
        <translation>Cena na półce</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Do zapłaty</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>VAT</translation>
    </message>
    <message>
        <source>Tax rate</source>
        <translation>Stawka VAT</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Stawka</translation>
    </message>
    <message>
        <source>Tax category</source>
        <translation>Grupa podatkowa</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategoria</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Razem</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Dano</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Reszta</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Rabaty</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>Opłaty</translation>
    </message>
    <message>
        <source>Before discounts</source>
        <translation>Przed rabatami</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Zaokrąglenie gotówki</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Jak</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Uprawnienie</translation>
    </message>
    <message>
        <source>After Pay was opened</source>
        <translation>Po otwarciu „Zapłać”</translation>
    </message>
    <message>
        <source>Was parked</source>
        <translation>Był zawieszony</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Pozycja</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>Forma płatności</translation>
    </message>
    <message>
        <source>Kind of tender</source>
        <translation>Rodzaj płatności</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Numer</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Ręcznie</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nominał</translation>
    </message>
    <message>
        <source>Opening cash</source>
        <translation>Stan początkowy kasy</translation>
    </message>
    <message>
        <source>Denominations</source>
        <translation>Nominały</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Przed</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Po</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Zmiany</translation>
    </message>
    <message>
        <source>Z number</source>
        <translation>Numer Z</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Sumy</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Oczekiwano</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Policzono</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Wyjaśnienie</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Zaakcept.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Komunikat</translation>
    </message>
    <message>
        <source>Journal head</source>
        <translation>Koniec dziennika</translation>
    </message>
    <message>
        <source>Hash of the head</source>
        <translation>Skrót końca</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Zdarzenia</translation>
    </message>
    <message>
        <source>First event</source>
        <translation>Pierwsze zdarzenie</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>Ostatnie zdarzenie</translation>
    </message>
    <message>
        <source>Terminal did not answer</source>
        <translation>Terminal nie odpowiedział</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Gdzie</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Wiek</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Sprawdz.</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Zwrot pieniędzy</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>its content was changed</source>
        <translation>zmieniono treść</translation>
    </message>
    <message>
        <source>it stands in a wrong place</source>
        <translation>stoi w złym miejscu</translation>
    </message>
    <message>
        <source>the event before it was changed or removed</source>
        <translation>poprzednie zdarzenie zmieniono lub usunięto</translation>
    </message>
    <message>
        <source>it is not signed by this register</source>
        <translation>nie podpisała tego ta kasa</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>nie da się odczytać</translation>
    </message>
    <message>
        <source>it is spelled in another way</source>
        <translation>zapisane inaczej</translation>
    </message>
    <message>
        <source>the end of the journal is missing</source>
        <translation>brakuje końca dziennika</translation>
    </message>
    <message>
        <source>there is no journal</source>
        <translation>nie ma dziennika</translation>
    </message>
    <message>
        <source>the database is damaged</source>
        <translation>baza danych jest uszkodzona</translation>
    </message>
    <message>
        <source>a newer program wrote it</source>
        <translation>zapisał to nowszy program</translation>
    </message>
    <message>
        <source>what keeps events unchanged was taken out of the database</source>
        <translation>z bazy usunięto ochronę zdarzeń</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>pliku nie da się odczytać</translation>
    </message>
    <message>
        <source>events are missing</source>
        <translation>brakuje zdarzeń</translation>
    </message>
    <message>
        <source>it is not of this register</source>
        <translation>to nie z tej kasy</translation>
    </message>
    <message>
        <source>it is not the one that was printed</source>
        <translation>to nie to, co wydrukowano</translation>
    </message>
    <message>
        <source>it does not say what its kind of event must say</source>
        <translation>nie mówi tego, co musi takie zdarzenie</translation>
    </message>
    <message>
        <source>its own sums do not meet</source>
        <translation>jego własne sumy się nie zgadzają</translation>
    </message>
    <message>
        <source>receipt numbers are missing or out of order</source>
        <translation>brakuje numerów paragonów lub są nie po kolei</translation>
    </message>
    <message>
        <source>Z numbers are missing or out of order</source>
        <translation>brakuje numerów Z lub są nie po kolei</translation>
    </message>
    <message>
        <source>the receipt kept beside it was changed</source>
        <translation>zmieniono przechowywany obok paragon</translation>
    </message>
    <message>
        <source>a credit slip was taken for another amount or by another code</source>
        <translation>bon przyjęto na inną kwotę lub z innym kodem</translation>
    </message>
    <message>
        <source>taken back without the credit slip that it gave</source>
        <translation>cofnięto bez wydanego bonu</translation>
    </message>
    <message>
        <source>a credit slip has the number of another document</source>
        <translation>bon ma numer innego dokumentu</translation>
    </message>
    <message>
        <source>what is kept of a credit slip was changed</source>
        <translation>zmieniono zapis o bonie</translation>
    </message>
    <message>
        <source>a credit slip was used more than once</source>
        <translation>bonu użyto więcej niż raz</translation>
    </message>
    <message>
        <source>a credit slip was taken that was never given</source>
        <translation>przyjęto bon, którego nie wydano</translation>
    </message>
    <message>
        <source>the list of shifts was changed</source>
        <translation>zmieniono listę zmian</translation>
    </message>
    <message>
        <source>it does not fit the shifts around it</source>
        <translation>nie pasuje do zmian wokół</translation>
    </message>
    <message>
        <source>the count of the drawer was not done as it must be</source>
        <translation>szufladę liczono nie tak, jak trzeba</translation>
    </message>
    <message>
        <source>the report does not say what its events sum to</source>
        <translation>raport nie jest sumą swoich zdarzeń</translation>
    </message>
    <message>
        <source>it is stated twice</source>
        <translation>zapisano dwa razy</translation>
    </message>
    <message>
        <source>more or something else came back than was sold</source>
        <translation>wróciło więcej lub co innego, niż sprzedano</translation>
    </message>
    <message>
        <source>the two halves of the exchange do not settle each other</source>
        <translation>połowy wymiany się nie równoważą</translation>
    </message>
    <message>
        <source>the clock went back, and the register did not say so</source>
        <translation>zegar się cofnął, a kasa tego nie zapisała</translation>
    </message>
</context>
<context>
    <name>ExceptionsScreen</name>
    <message>
        <source>Register of exceptions</source>
        <translation>Rejestr wyjątków</translation>
    </message>
    <message>
        <source>By person, in brackets per 100 sales</source>
        <translation>Według osób, w nawiasie na 100 sprzedaży</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n wpis</numerusform>
            <numerusform>%n wpisy</numerusform>
            <numerusform>%n wpisów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older not listed</source>
        <translation>
            <numerusform>%n starszy nie jest pokazany</numerusform>
            <numerusform>%n starsze nie są pokazane</numerusform>
            <numerusform>%n starszych nie pokazano</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody did anything.</source>
        <translation>Nikt nic nie zrobił.</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Wszystko, co jest</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Dziś</translation>
    </message>
    <message>
        <source>Shift of {name}, {when}</source>
        <translation>Zmiana {name}, {when}</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>Nie ma czego oglądać</translation>
    </message>
    <message>
        <source>event {seq}</source>
        <translation>zdarzenie {seq}</translation>
    </message>
    <message>
        <source>Which time</source>
        <translation>Jaki okres</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Co pokazać</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Wszyscy</translation>
    </message>
    <message>
        <source>Whose acts</source>
        <translation>Czyje działania</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Nothing is scanned here. Nothing was sold.</source>
        <translation>Tu się nie skanuje. Nic nie sprzedano.</translation>
    </message>
    <message>
        <source>Reading; Esc stops it</source>
        <translation>Czytanie; Esc zatrzymuje</translation>
    </message>
    <message>
        <source>Choose an entry of the journal</source>
        <translation>Wybierz wpis dziennika</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Rodzaje</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Anew</source>
        <translation>Od nowa</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Zdarzenie</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
</context>
<context>
    <name>ExchangeFlow</name>
    <message>
        <source>Exchange: credit</source>
        <translation>Wymiana: na poczet</translation>
    </message>
    <message>
        <source>Cancel exchange</source>
        <translation>Anuluj wymianę</translation>
    </message>
    <message>
        <source>For goods of {receipt}. Pay counts it, and gives back what is more.</source>
        <translation>Za towary z {receipt}. „Zapłać” zaliczy i odda nadwyżkę.</translation>
    </message>
    <message>
        <source>For goods without a receipt. Pay counts it, and gives back what is more.</source>
        <translation>Za towary bez paragonu. „Zapłać” zaliczy i odda nadwyżkę.</translation>
    </message>
    <message>
        <source>Credit {amount}</source>
        <translation>Na poczet {amount}</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>The goods are not taken back; the basket stays as it is.</source>
        <translation>Towary nie wracają; koszyk zostaje bez zmian.</translation>
    </message>
    <message>
        <source>Go on with the exchange</source>
        <translation>Kontynuuj wymianę</translation>
    </message>
</context>
<context>
    <name>FigurePanel</name>
    <message>
        <source>Known, Down takes it: {number}</source>
        <translation>Znany, strzałka w dół: {number}</translation>
    </message>
    <message>
        <source>Type a figure first</source>
        <translation>Najpierw wpisz liczbę</translation>
    </message>
    <message>
        <source>Check what was typed</source>
        <translation>Sprawdź, co wpisano</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Zastosuj</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>An empty field is not zero; Enter in one of slips counts 0.</source>
        <translation>Puste pole to nie zero; Enter w polu kwitów liczy 0.</translation>
    </message>
</context>
<context>
    <name>FindReceiptScreen</name>
    <message>
        <source>Return: which receipt?</source>
        <translation>Zwrot: który paragon?</translation>
    </message>
    <message>
        <source>Scan or type a receipt first</source>
        <translation>Najpierw zeskanuj lub wpisz paragon</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>Bez paragonu</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Open the chosen receipt</source>
        <translation>Otwórz wybrany paragon</translation>
    </message>
</context>
<context>
    <name>FiscalDayFlow</name>
    <message>
        <source>Close the fiscal day</source>
        <translation>Zamknij dobę fiskalną</translation>
    </message>
    <message>
        <source>asks first</source>
        <translation>najpierw pyta</translation>
    </message>
    <message>
        <source>The device is closing it</source>
        <translation>Urządzenie ją zamyka</translation>
    </message>
    <message>
        <source>Send refused documents again</source>
        <translation>Wyślij ponownie odrzucone dokumenty</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n dokument</numerusform>
            <numerusform>%n dokumenty</numerusform>
            <numerusform>%n dokumentów</numerusform>
        </translation>
    </message>
    <message>
        <source>None was refused</source>
        <translation>Żadnego nie odrzucono</translation>
    </message>
    <message>
        <source>The device prints its report of the day.</source>
        <translation>Urządzenie drukuje raport dobowy.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>The next sale opens the next day.</source>
        <translation>Następna sprzedaż otwiera następną dobę.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Pracuj dalej</translation>
    </message>
    <message>
        <source>The fiscal day is being closed</source>
        <translation>Trwa zamykanie doby fiskalnej</translation>
    </message>
    <message>
        <source>The fiscal day is closed</source>
        <translation>Doba fiskalna jest zamknięta</translation>
    </message>
    <message>
        <source>The documents are being sent again</source>
        <translation>Dokumenty są wysyłane ponownie</translation>
    </message>
</context>
<context>
    <name>GoodsPanel</name>
    <message>
        <source>Up and Down choose, Enter takes it</source>
        <translation>Strzałki wybierają, Enter bierze</translation>
    </message>
    <message>
        <source>Nothing like that; Enter takes what is typed as a code</source>
        <translation>Nic takiego; Enter przyjmie wpis jako kod</translation>
    </message>
    <message>
        <source>Type a code or a name first</source>
        <translation>Najpierw wpisz kod lub nazwę</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Weź</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>What the keys do here</source>
        <translation>Co tu robią klawisze</translation>
    </message>
    <message>
        <source>One step back; a basket is never lost</source>
        <translation>Krok wstecz; koszyk nigdy nie ginie</translation>
    </message>
    <message>
        <source>Choose a line or a result</source>
        <translation>Wybór pozycji lub wyniku</translation>
    </message>
    <message>
        <source>Void the line</source>
        <translation>Storno pozycji</translation>
    </message>
    <message>
        <source>Cancel the basket, with a reason</source>
        <translation>Anulowanie koszyka, z powodem</translation>
    </message>
    <message>
        <source>Quantity before a scan</source>
        <translation>Ilość przed skanem</translation>
    </message>
    <message>
        <source>Then a scan voids that product</source>
        <translation>Potem skan stornuje towar</translation>
    </message>
    <message>
        <source>Print a copy of the last receipt</source>
        <translation>Kopia ostatniego paragonu</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>JournalScreen</name>
    <message>
        <source>Journal of this register</source>
        <translation>Dziennik tej kasy</translation>
    </message>
    <message>
        <source>Receipt, SKU or any text</source>
        <translation>Paragon, SKU lub dowolny tekst</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Zdarzenie</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) exported</source>
        <translation>
            <numerusform>wyeksportowano %n zdarzenie</numerusform>
            <numerusform>wyeksportowano %n zdarzenia</numerusform>
            <numerusform>wyeksportowano %n zdarzeń</numerusform>
        </translation>
    </message>
    <message>
        <source>The chain breaks at event {seq}: {trouble}</source>
        <translation>Łańcuch pęka przy zdarzeniu {seq}: {trouble}</translation>
    </message>
    <message numerus="yes">
        <source>The chain holds over the %n event(s) read</source>
        <translation>
            <numerusform>Łańcuch jest cały na %n przeczytanym zdarzeniu</numerusform>
            <numerusform>Łańcuch jest cały na %n przeczytanych zdarzeniach</numerusform>
            <numerusform>Łańcuch jest cały na %n przeczytanych zdarzeniach</numerusform>
        </translation>
    </message>
    <message>
        <source>No event like that</source>
        <translation>Nie ma takiego zdarzenia</translation>
    </message>
    <message>
        <source>hash {hash}</source>
        <translation>skrót {hash}</translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s): export shows all</source>
        <translation>
            <numerusform>jeszcze %n pole: eksport pokaże wszystko</numerusform>
            <numerusform>jeszcze %n pola: eksport pokaże wszystko</numerusform>
            <numerusform>jeszcze %n pól: eksport pokaże wszystko</numerusform>
        </translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Wszystkie zdarzenia</translation>
    </message>
    <message>
        <source>Sales, returns, post-voids</source>
        <translation>Sprzedaże, zwroty, storna paragonów</translation>
    </message>
    <message>
        <source>Baskets: voids, cancelled, tasks</source>
        <translation>Koszyki: storna, anulowane, zadania</translation>
    </message>
    <message>
        <source>Shift, cash, counts, reports</source>
        <translation>Zmiana, gotówka, liczenia, raporty</translation>
    </message>
    <message>
        <source>Payments and the fiscal device</source>
        <translation>Płatności i urządzenie fiskalne</translation>
    </message>
    <message>
        <source>Logins, approvals, looks, exports</source>
        <translation>Logowania, zgody, podglądy, eksporty</translation>
    </message>
    <message>
        <source>Copies and print questions</source>
        <translation>Kopie i pytania o druk</translation>
    </message>
    <message>
        <source>The register itself</source>
        <translation>Sama kasa</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>Które zdarzenia</translation>
    </message>
    <message>
        <source>Whose events</source>
        <translation>Czyje zdarzenia</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Wszyscy</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Ta zmiana</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Dziś</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Wszystko, co jest</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Co eksportować</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Weź</translation>
    </message>
    <message>
        <source>Working; Esc stops it</source>
        <translation>Praca trwa; Esc zatrzymuje</translation>
    </message>
    <message>
        <source>There is nothing older</source>
        <translation>Nie ma starszych</translation>
    </message>
    <message>
        <source>This is the newest page</source>
        <translation>To najnowsza strona</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Rodzaje</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Najnowsze</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Nowsze</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Starsze</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Eksport</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
</context>
<context>
    <name>KeyStrip</name>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Cena</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabat</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Storno</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Podziel</translation>
    </message>
    <message>
        <source>Who has it</source>
        <translation>Gdzie jest</translation>
    </message>
</context>
<context>
    <name>LineFlow</name>
    <message>
        <source>Line to the centre</source>
        <translation>Łączność z centralą</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Less: {name}</source>
        <translation>Mniej: {name}</translation>
    </message>
    <message>
        <source>More: {name}</source>
        <translation>Więcej: {name}</translation>
    </message>
    <message>
        <source>deposit {amount}</source>
        <translation>kaucja {amount}</translation>
    </message>
    <message>
        <source>scan its square code</source>
        <translation>zeskanuj kod kwadratowy</translation>
    </message>
    <message>
        <source>{amount} for {quantity}</source>
        <translation>{amount} za {quantity}</translation>
    </message>
    <message>
        <source>one is {amount}</source>
        <translation>jeden to {amount}</translation>
    </message>
    <message>
        <source>{quantity} returned</source>
        <translation>zwrócono {quantity}</translation>
    </message>
</context>
<context>
    <name>LineScreen</name>
    <message>
        <source>The catalogue comes: {done} of {of} KB</source>
        <translation>Pobieranie katalogu: {done} z {of} KB</translation>
    </message>
    <message>
        <source>the oldest from {age}</source>
        <translation>najstarsze: {age}</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of the journal</source>
        <translation>
            <numerusform>%n wpis dziennika</numerusform>
            <numerusform>%n wpisy dziennika</numerusform>
            <numerusform>%n wpisów dziennika</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>nic nie czeka</translation>
    </message>
    <message>
        <source>Waiting for the centre</source>
        <translation>Czeka na wysłanie do centrali</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n sprzedaż</numerusform>
            <numerusform>%n sprzedaże</numerusform>
            <numerusform>%n sprzedaży</numerusform>
        </translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Ostatnia odpowiedź</translation>
    </message>
    <message>
        <source>This clock</source>
        <translation>Zegar tej kasy</translation>
    </message>
    <message>
        <source>The centre keeps them and could not read them; nothing is lost.</source>
        <translation>Centrala je przechowuje, ale nie mogła odczytać; nic nie zginęło.</translation>
    </message>
    <message>
        <source>Set aside by the centre</source>
        <translation>Odłożone przez centralę</translation>
    </message>
    <message>
        <source>Works without the line</source>
        <translation>Działa bez łączności</translation>
    </message>
    <message>
        <source>Needs the line</source>
        <translation>Wymaga łączności</translation>
    </message>
    <message>
        <source>No centre is set up</source>
        <translation>Nie ustawiono centrali</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Połącz teraz</translation>
    </message>
    <message>
        <source>Asking the centre</source>
        <translation>Pytamy centralę</translation>
    </message>
</context>
<context>
    <name>LineWords</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Łączenie</translation>
    </message>
    <message>
        <source>No centre</source>
        <translation>Bez centrali</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Odmowa centrali</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>od {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s) waiting</source>
        <translation>
            <numerusform>%n paragon czeka</numerusform>
            <numerusform>%n paragony czekają</numerusform>
            <numerusform>%n paragonów czeka</numerusform>
        </translation>
    </message>
    <message>
        <source>This register belongs to no centre</source>
        <translation>Ta kasa nie należy do żadnej centrali</translation>
    </message>
    <message>
        <source>Connecting to the centre</source>
        <translation>Łączenie z centralą</translation>
    </message>
    <message>
        <source>The centre refuses this register</source>
        <translation>Centrala nie przyjmuje tej kasy</translation>
    </message>
    <message>
        <source>It sells by itself. A centre is joined by its code: omnitill enrol.</source>
        <translation>Sprzedaje samodzielnie. Do centrali dołącza się kodem: omnitill enrol.</translation>
    </message>
    <message>
        <source>Selling goes on meanwhile.</source>
        <translation>Sprzedawać można jak zwykle.</translation>
    </message>
    <message>
        <source>Sales reach the centre as they are made.</source>
        <translation>Sprzedaż trafia do centrali na bieżąco.</translation>
    </message>
    <message>
        <source>Sell as always: everything is kept here and sent by itself later.</source>
        <translation>Sprzedawaj jak zwykle: wszystko jest tu zapisane i zostanie wysłane samo.</translation>
    </message>
    <message>
        <source>Sell as always: everything is kept here. Call the shop&apos;s administrator.</source>
        <translation>Sprzedawaj jak zwykle: wszystko jest tu zapisane. Wezwij administratora.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nigdy</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age} temu</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>agrees with the centre&apos;s</source>
        <translation>zgodny z centralą</translation>
    </message>
    <message>
        <source>{span} behind the centre&apos;s</source>
        <translation>opóźniony o {span}</translation>
    </message>
    <message>
        <source>{span} ahead of the centre&apos;s</source>
        <translation>spieszy się o {span}</translation>
    </message>
    <message>
        <source>Products, prices, promotions</source>
        <translation>Towary, ceny, promocje</translation>
    </message>
    <message>
        <source>Settings of the store</source>
        <translation>Ustawienia sklepu</translation>
    </message>
    <message>
        <source>People and settings of this register</source>
        <translation>Pracownicy i ustawienia tej kasy</translation>
    </message>
    <message>
        <source>Stock of {location}</source>
        <translation>Stan: {location}</translation>
    </message>
    <message>
        <source>{position} of {head}</source>
        <translation>{position} z {head}</translation>
    </message>
    <message>
        <source>up to date, {age}</source>
        <translation>aktualne, {age}</translation>
    </message>
    <message>
        <source>Selling, prices and promotions</source>
        <translation>Sprzedaż, ceny i promocje</translation>
    </message>
    <message>
        <source>Cash, cards at the terminal, vouchers</source>
        <translation>Gotówka, karty na terminalu, bony</translation>
    </message>
    <message>
        <source>Returns of this register&apos;s receipts</source>
        <translation>Zwroty paragonów tej kasy</translation>
    </message>
    <message>
        <source>Shift, count, X and Z</source>
        <translation>Zmiana, liczenie, X i Z</translation>
    </message>
    <message>
        <source>Fresh stock of other stores: shown with its age</source>
        <translation>Świeże stany innych sklepów: pokazany jest ich wiek</translation>
    </message>
    <message>
        <source>New prices, promotions and people</source>
        <translation>Nowe ceny, promocje i pracownicy</translation>
    </message>
    <message>
        <source>Receipts and credit slips of other registers</source>
        <translation>Paragony i bony zwrotu innych kas</translation>
    </message>
</context>
<context>
    <name>LoginScreen</name>
    <message>
        <source>Good night</source>
        <translation>Dobry wieczór</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>Dzień dobry</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>Dzień dobry</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>Dobry wieczór</translation>
    </message>
    <message>
        <source>The shift is open.</source>
        <translation>Zmiana jest otwarta.</translation>
    </message>
    <message>
        <source>No shift is open. Opening cash is counted next.</source>
        <translation>Zmiana nie jest otwarta. Dalej: stan początkowy kasy.</translation>
    </message>
    <message numerus="yes">
        <source>A basket waits: %n line(s).</source>
        <translation>
            <numerusform>Czeka koszyk: %n pozycja.</numerusform>
            <numerusform>Czeka koszyk: %n pozycje.</numerusform>
            <numerusform>Czeka koszyk: %n pozycji.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Zeskanuj identyfikator</translation>
    </message>
    <message>
        <source>It names you; the PIN is asked all the same</source>
        <translation>Tylko Cię wskazuje; PIN i tak jest potrzebny</translation>
    </message>
    <message>
        <source>Or choose yourself</source>
        <translation>Albo wybierz siebie</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Other person</source>
        <translation>Inna osoba</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>według numeru</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>Więcej osób</translation>
    </message>
    <message>
        <source>Nobody here has this number.</source>
        <translation>Nikt tu nie ma tego numeru.</translation>
    </message>
    <message numerus="yes">
        <source>%n more tries.</source>
        <translation>
            <numerusform>Została %n próba.</numerusform>
            <numerusform>Zostały %n próby.</numerusform>
            <numerusform>Zostało %n prób.</numerusform>
        </translation>
    </message>
    <message>
        <source>Staff number, then the PIN</source>
        <translation>Numer pracownika, potem PIN</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>PIN, 4 to 8 digits</source>
        <translation>PIN, 4–8 cyfr</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Zaloguj</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekundę.</numerusform>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekundy.</numerusform>
            <numerusform>Za dużo błędnych PIN-ów. Poczekaj %n sekund.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Błędny PIN. Została %n próba.</numerusform>
            <numerusform>Błędny PIN. Zostały %n próby.</numerusform>
            <numerusform>Błędny PIN. Zostało %n prób.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is no badge of this store. Nothing was sold.</source>
        <translation>To nie identyfikator tego sklepu. Niczego nie sprzedano.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Inna</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Not done ({code})||Try again or call the manager.</source>
        <translation>Nie wykonano ({code})||Spróbuj ponownie lub wezwij kierownika.</translation>
    </message>
    <message>
        <source>Unknown code {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Nieznany kod {raw}|Niczego nie dodano.|Enter: znajdź po nazwie; F4: wolna cena</translation>
    </message>
    <message>
        <source>No product for {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Brak towaru dla {raw}|Niczego nie dodano.|Enter: znajdź po nazwie; F4: wolna cena</translation>
    </message>
    <message>
        <source>No price for {raw}|The product has no price in force today.|Call the manager.</source>
        <translation>Brak ceny dla {raw}|Towar nie ma dziś ceny.|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>Code {raw} is misread|Its check digit is wrong.|Scan it again or type it anew.</source>
        <translation>Kod {raw} źle odczytany|Cyfra kontrolna się nie zgadza.|Zeskanuj lub wpisz ponownie.</translation>
    </message>
    <message>
        <source>That code is too long|Nothing was added.|Scan one code at a time.</source>
        <translation>Kod jest za długi|Niczego nie dodano.|Skanuj po jednym kodzie.</translation>
    </message>
    <message>
        <source>The code cannot be read|Nothing was added.|Scan again or find the product by name.</source>
        <translation>Kodu nie da się odczytać|Niczego nie dodano.|Zeskanuj ponownie lub znajdź towar po nazwie.</translation>
    </message>
    <message>
        <source>The scanner sent no code|Nothing was added.|Scan again; if it stays, check the scanner.</source>
        <translation>Skaner nie przysłał kodu|Niczego nie dodano.|Zeskanuj ponownie; jeśli to wraca, sprawdź skaner.</translation>
    </message>
    <message>
        <source>Too much came at once|The last input was not taken.|Check the last line and do it again.</source>
        <translation>Za dużo naraz|Ostatnie wejście nie zostało przyjęte.|Sprawdź ostatnią pozycję i powtórz.</translation>
    </message>
    <message>
        <source>The label weighs nothing|A weight of zero is not sold.|Weigh the goods again.</source>
        <translation>Etykieta nic nie waży|Zerowej wagi się nie sprzedaje.|Zważ towar ponownie.</translation>
    </message>
    <message>
        <source>The label costs nothing|A price of zero is not sold.|Weigh the goods again.</source>
        <translation>Etykieta nic nie kosztuje|Zerowej ceny się nie sprzedaje.|Zważ towar ponownie.</translation>
    </message>
    <message>
        <source>Past its last day {expiry}|It may not be sold.|Take another piece and put this one aside.</source>
        <translation>Po terminie {expiry}|Nie wolno sprzedać.|Weź inną sztukę, tę odłóż.</translation>
    </message>
    <message>
        <source>The markdown sticker ended {expiry}|Nothing was added.|Scan the product&apos;s own code.</source>
        <translation>Przecena obowiązywała do {expiry}|Niczego nie dodano.|Zeskanuj kod towaru.</translation>
    </message>
    <message>
        <source>This markdown sticker was used already|Every sticker counts once.|Scan the product&apos;s own code.</source>
        <translation>Ta naklejka była już użyta|Każda działa raz.|Zeskanuj kod towaru.</translation>
    </message>
    <message>
        <source>This piece was scanned already|Every square code is sold once.|Scan the square code of the next piece.</source>
        <translation>Ta sztuka była już zeskanowana|Każdy kwadratowy kod sprzedaje się raz.|Zeskanuj kod następnej sztuki.</translation>
    </message>
    <message>
        <source>Scan the square code|The product is marked; its quantity comes from scanning every piece.</source>
        <translation>Zeskanuj kwadratowy kod|Towar jest znakowany: skanuje się każdą sztukę.</translation>
    </message>
    <message>
        <source>Code {raw} is not used here yet|Cards, coupons and orders come with a later release.</source>
        <translation>Kod {raw} jeszcze tu nie działa|Karty, kupony i zamówienia będą w późniejszym wydaniu.</translation>
    </message>
    <message>
        <source>That product is not in the basket|Nothing was voided.</source>
        <translation>Tego towaru nie ma w koszyku|Niczego nie wystornowano.</translation>
    </message>
    <message>
        <source>The basket is full|It has as many lines as a receipt may have.|Take the payment and start another.</source>
        <translation>Koszyk jest pełny|Więcej pozycji się nie zmieści.|Przyjmij płatność i zacznij nowy.</translation>
    </message>
    <message>
        <source>That line is gone|The basket has changed.|Choose a line again.</source>
        <translation>Tej pozycji już nie ma|Koszyk się zmienił.|Wybierz pozycję ponownie.</translation>
    </message>
    <message>
        <source>This line cannot be changed|Its label or code fixes it.|Void it and scan again.</source>
        <translation>Tej pozycji nie można zmienić|Ustala ją etykieta lub kod.|Wystornuj i zeskanuj ponownie.</translation>
    </message>
    <message>
        <source>Whole pieces only|The product is sold by the piece.|Type a whole number.</source>
        <translation>Tylko całe sztuki|Towar sprzedaje się na sztuki.|Wpisz liczbę całkowitą.</translation>
    </message>
    <message>
        <source>The quantity must be above zero||To take the line out, void it with Del.</source>
        <translation>Ilość musi być większa od zera||Pozycję usuwa Del.</translation>
    </message>
    <message>
        <source>That quantity is too large||Check what was typed.</source>
        <translation>Ilość jest za duża||Sprawdź, co wpisano.</translation>
    </message>
    <message>
        <source>{quantity} pieces?|That is more than 99.|Enter takes it, Esc does not.</source>
        <translation>{quantity} szt.?|To więcej niż 99.|Enter: tak, Esc: nie.</translation>
    </message>
    <message>
        <source>A deposit follows its product||Change the product&apos;s line.</source>
        <translation>Kaucja idzie za towarem||Zmień pozycję towaru.</translation>
    </message>
    <message>
        <source>At most {highest} in one sale|The product has a highest quantity.</source>
        <translation>Najwyżej {highest} na paragon|Towar ma limit ilości.</translation>
    </message>
    <message>
        <source>The label weighs too much|The product has a highest weight.|Weigh the goods again.</source>
        <translation>Etykieta waży za dużo|Towar ma limit wagi.|Zważ towar ponownie.</translation>
    </message>
    <message>
        <source>The weight must be above zero||Weigh the goods again.</source>
        <translation>Waga musi być większa od zera||Zważ towar ponownie.</translation>
    </message>
    <message>
        <source>Not sold at this hour|The law or the store forbids it now.|Put the goods aside.</source>
        <translation>O tej porze się nie sprzedaje|Zabrania tego prawo lub sklep.|Odłóż towar.</translation>
    </message>
    <message>
        <source>The price is above the highest allowed||Call the manager.</source>
        <translation>Cena przekracza dozwoloną||Wezwij kierownika.</translation>
    </message>
    <message>
        <source>No discount on this product|It is excluded from discounts.</source>
        <translation>Na ten towar nie ma rabatu|Jest wyłączony z rabatów.</translation>
    </message>
    <message>
        <source>Nothing to split|Split needs less than the line has.</source>
        <translation>Nie ma czego dzielić|Odłączyć można mniej, niż jest w pozycji.</translation>
    </message>
    <message>
        <source>Age was refused|The goods may not be sold in this basket.|Void these lines.</source>
        <translation>Wiek niepotwierdzony|W tym koszyku nie wolno sprzedać towaru.|Wystornuj te pozycje.</translation>
    </message>
    <message>
        <source>A code is not answered yet|The customer may think it was counted.|Enter: find by name, Esc: leave it out.</source>
        <translation>Kod czeka na odpowiedź|Klient może myśleć, że towar policzono.|Enter: znajdź po nazwie, Esc: pomiń.</translation>
    </message>
    <message>
        <source>Check the age first||F5: seen, F8: refused.</source>
        <translation>Najpierw sprawdź wiek||F5: sprawdzono, F8: odmowa.</translation>
    </message>
    <message>
        <source>The basket is empty||Scan the first product.</source>
        <translation>Koszyk jest pusty||Zeskanuj pierwszy towar.</translation>
    </message>
    <message>
        <source>Something may not be sold now||Void the marked lines.</source>
        <translation>Czegoś nie wolno teraz sprzedać||Wystornuj zaznaczone pozycje.</translation>
    </message>
    <message>
        <source>The fiscal day is over 24 hours old|The law allows no sale in it.|Close it: F11, Reports.</source>
        <translation>Doba fiskalna trwa ponad 24 godziny|Prawo nie pozwala w niej sprzedawać.|Zamknij ją: F11, Raporty.</translation>
    </message>
    <message>
        <source>The basket is below zero||Add goods or void a line.</source>
        <translation>Koszyk jest poniżej zera||Dodaj towar lub wystornuj pozycję.</translation>
    </message>
    <message>
        <source>No shift is open||Count the opening cash first.</source>
        <translation>Zmiana nie jest otwarta||Najpierw przelicz stan początkowy kasy.</translation>
    </message>
    <message>
        <source>Nobody is logged in||Log in with badge or PIN.</source>
        <translation>Nikt nie jest zalogowany||Zaloguj się identyfikatorem lub PIN-em.</translation>
    </message>
    <message>
        <source>The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Dysk nie przyjął zapisu|Nic nie przepadło; nowego nie przyjmujemy.|Wezwij technika.</translation>
    </message>
    <message>
        <source>Not in this release|It comes with a later release.</source>
        <translation>Brak w tym wydaniu|Pojawi się w późniejszym.</translation>
    </message>
    <message>
        <source>Customers come with a later release|No card can be attached at this register yet.</source>
        <translation>Klienci będą w późniejszym wydaniu|Na tej kasie nie można jeszcze podpiąć karty.</translation>
    </message>
    <message>
        <source>There is no line to change||Scan the first product.</source>
        <translation>Nie ma pozycji do zmiany||Zeskanuj pierwszy towar.</translation>
    </message>
    <message>
        <source>No basket is suspended</source>
        <translation>Nie ma zawieszonych koszyków</translation>
    </message>
    <message>
        <source>This cannot be sold as an open item||Find the product by name.</source>
        <translation>Nie sprzeda się po wolnej cenie||Znajdź towar po nazwie.</translation>
    </message>
    <message>
        <source>No such product: {raw}|It is not in the catalogue.|Find another by name.</source>
        <translation>Nie ma towaru: {raw}|Brak go w katalogu.|Znajdź inny po nazwie.</translation>
    </message>
    <message>
        <source>Label {raw} names no product|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Etykieta {raw} nie ma towaru|Niczego nie dodano.|Enter: znajdź po nazwie; F4: wolna cena</translation>
    </message>
    <message>
        <source>Nothing is called {raw}|Neither a name nor a code begins so.|Type a shorter part of the name.</source>
        <translation>Nic nie znaleziono: {raw}|Nie ma takiej nazwy ani kodu.|Wpisz krótszą część nazwy.</translation>
    </message>
    <message>
        <source>The weight is missing|The product is sold by weight.|Scan its label, or type the weight: 0.5*</source>
        <translation>Brak wagi|Towar sprzedaje się na wagę.|Zeskanuj etykietę lub wpisz wagę: 0,5*</translation>
    </message>
    <message>
        <source>Gift cards are not sold here|They come with a later release.</source>
        <translation>Kart podarunkowych tu się nie sprzedaje|Będą w późniejszym wydaniu.</translation>
    </message>
    <message>
        <source>An open item needs its price|Nothing was added.|Press F4 on a code that was not found.</source>
        <translation>Wolna cena wymaga kwoty|Niczego nie dodano.|Naciśnij F4 na nieznalezionym kodzie.</translation>
    </message>
    <message>
        <source>The price must be above zero||Type the price.</source>
        <translation>Cena musi być większa od zera||Wpisz cenę.</translation>
    </message>
    <message>
        <source>That needs an approval|It is above the cashier&apos;s limit.|Choose the line and press Del.</source>
        <translation>Potrzebna zgoda|To ponad limit kasjera.|Wybierz pozycję i naciśnij Del.</translation>
    </message>
    <message>
        <source>This coupon is in the basket already|Every coupon counts once.</source>
        <translation>Ten kupon jest już w koszyku|Każdy działa raz.</translation>
    </message>
    <message>
        <source>Coupon taken|It counts as soon as its goods are there.</source>
        <translation>Kupon przyjęty|Zadziała, gdy będą jego towary.</translation>
    </message>
    <message>
        <source>Coupon {raw} is not known|No promotion in force needs it.</source>
        <translation>Kupon {raw} jest nieznany|Nie potrzebuje go żadna promocja.</translation>
    </message>
    <message>
        <source>Card {raw} is not known here|Customers come with a later release.</source>
        <translation>Karta {raw} jest tu nieznana|Klienci będą w późniejszym wydaniu.</translation>
    </message>
    <message>
        <source>Order {raw} is not known here|Orders come with a later release.</source>
        <translation>Zamówienie {raw} jest tu nieznane|Zamówienia będą w późniejszym wydaniu.</translation>
    </message>
    <message>
        <source>That is no badge of this store|Nothing was added.</source>
        <translation>To nie identyfikator tego sklepu|Niczego nie dodano.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is not on this register|It was sold elsewhere or never.|Ask the register that printed it.</source>
        <translation>Paragonu {receipt} nie ma na tej kasie|Sprzedano go gdzie indziej albo wcale.|Szukaj na kasie, która go wydrukowała.</translation>
    </message>
    <message>
        <source>Receipt {receipt} was changed on disk|It is not what the signed journal says of it; nothing was done with it.|Tell the store&apos;s manager: the journal has to be verified.</source>
        <translation>Paragon {receipt} zmieniono na dysku|Nie zgadza się z podpisanym dziennikiem; nic z nim nie zrobiono.|Powiedz kierownikowi: dziennik trzeba sprawdzić.</translation>
    </message>
    <message>
        <source>That basket is not suspended here|It was recalled or dropped already.</source>
        <translation>Tego koszyka tu nie zawieszono|Już go przywrócono lub usunięto.</translation>
    </message>
    <message>
        <source>Empties are not taken here|The store has no rule for them.</source>
        <translation>Opakowań tu się nie przyjmuje|Sklep nie ma dla nich reguły.</translation>
    </message>
    <message>
        <source>Too much taken off|A line&apos;s discounts together are above the limit.|Lower one, or have it approved.</source>
        <translation>Zbyt duży rabat|Rabaty pozycji razem przekraczają limit.|Zmniejsz jeden lub uzyskaj zgodę.</translation>
    </message>
    <message>
        <source>Too much for empties|It is above the cashier&apos;s limit for one basket.|Call the manager.</source>
        <translation>Za dużo za opakowania|To więcej, niż kasjer może wypłacić na jednym rachunku.|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>Scan this code|A typed price is above the cashier&apos;s limit.|Scan it, or change the price of the line.</source>
        <translation>Zeskanuj ten kod|Wpisana cena przekracza limit kasjera.|Zeskanuj go albo zmień cenę pozycji.</translation>
    </message>
    <message>
        <source>This slip was paid out already|Every slip counts once.</source>
        <translation>Ten kwit już wypłacono|Każdy działa raz.</translation>
    </message>
    <message>
        <source>Scan every piece|A marked product has no typed quantity.|Scan the square code of each piece.</source>
        <translation>Skanuj każdą sztukę|Ilości znakowanego towaru się nie wpisuje.|Zeskanuj kwadratowy kod każdej.</translation>
    </message>
    <message>
        <source>A marked unit is being checked||Wait a second or two.</source>
        <translation>Trwa sprawdzanie oznakowania||Poczekaj chwilę.</translation>
    </message>
    <message>
        <source>This unit may not be sold|The marking scheme refuses it.|Put it aside and take another one.</source>
        <translation>Tej sztuki nie wolno sprzedać|System oznakowania ją odrzuca.|Odłóż ją i weź inną.</translation>
    </message>
    <message>
        <source>The unit could not be checked|Without an answer the store does not sell marked goods.|Scan it again.</source>
        <translation>Nie udało się sprawdzić sztuki|Bez odpowiedzi sklep nie sprzedaje oznakowanych towarów.|Zeskanuj ponownie.</translation>
    </message>
    <message>
        <source>This piece was sold already|Its square code is used up.|Take another piece and call the manager.</source>
        <translation>Ta sztuka była już sprzedana|Jej kod jest zużyty.|Weź inną i wezwij kierownika.</translation>
    </message>
    <message>
        <source>What does the slip say?||F5: approved, F4: declined.</source>
        <translation>Co jest na wydruku terminala?||F5: zaakceptowano, F4: odrzucono.</translation>
    </message>
    <message>
        <source>The terminal did not take it|Nothing was taken.|Try again.</source>
        <translation>Terminal nie przyjął kwoty|Niczego nie pobrano.|Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The money did not go back|The bank refused it.|Call the manager.</source>
        <translation>Pieniądze nie wróciły|Bank odmówił.|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>Nothing there|Nothing was taken.|Check the connection and try again.</source>
        <translation>Nie znaleziono|Niczego nie pobrano.|Sprawdź połączenie i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The card is still at the terminal||Wait and ask again.</source>
        <translation>Karta jest jeszcze w terminalu||Poczekaj i zapytaj ponownie.</translation>
    </message>
    <message>
        <source>The terminal knows another amount||Call the manager.</source>
        <translation>Terminal zna inną kwotę||Wezwij kierownika.</translation>
    </message>
    <message>
        <source>The terminal states another amount||Compare the slip and call the manager.</source>
        <translation>Terminal podał inną kwotę||Porównaj wydruk i wezwij kierownika.</translation>
    </message>
    <message>
        <source>The terminal states another currency||Compare the slip and call the manager.</source>
        <translation>Terminal podał inną walutę||Porównaj wydruk i wezwij kierownika.</translation>
    </message>
    <message>
        <source>The terminal answered another question||Ask again.</source>
        <translation>Terminal odpowiedział na inne pytanie||Zapytaj ponownie.</translation>
    </message>
    <message>
        <source>The answer makes no sense||Ask again.</source>
        <translation>Odpowiedź niezrozumiała||Zapytaj ponownie.</translation>
    </message>
    <message>
        <source>The answer was lost||Ask again.</source>
        <translation>Odpowiedź przepadła||Zapytaj ponownie.</translation>
    </message>
    <message>
        <source>No answer in time||Try again.</source>
        <translation>Brak odpowiedzi na czas||Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>No connection|Nothing was taken.|Check the cable and power, then try again.</source>
        <translation>Brak połączenia|Niczego nie pobrano.|Sprawdź kabel i zasilanie, spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Refused|Nothing was taken.|Try again or call the manager.</source>
        <translation>Odmowa|Niczego nie pobrano.|Spróbuj ponownie lub wezwij kierownika.</translation>
    </message>
    <message>
        <source>The connection broke|The last input was cut off.|Check the cable and try again.</source>
        <translation>Połączenie zerwane|Ostatnie wejście jest niepełne.|Sprawdź kabel i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>No access to the device||Call the technician.</source>
        <translation>Brak dostępu do urządzenia||Wezwij technika.</translation>
    </message>
    <message>
        <source>The device is set up wrongly||Check it in F11, Settings.</source>
        <translation>Urządzenie źle ustawione||Sprawdź: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>The scan had no end|The scanner sends no Enter after a code.|Set up the scanner, or press Enter.</source>
        <translation>Skan bez zakończenia|Skaner nie wysyła Enter po kodzie.|Ustaw skaner lub naciśnij Enter.</translation>
    </message>
    <message>
        <source>That code has a wrong length|Nothing was added.|Scan again or find the product by name.</source>
        <translation>Kod ma złą długość|Niczego nie dodano.|Zeskanuj ponownie lub znajdź towar po nazwie.</translation>
    </message>
    <message>
        <source>The code names no product|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>Kod nie wskazuje towaru|Niczego nie dodano.|Zeskanuj kod kreskowy towaru.</translation>
    </message>
    <message>
        <source>That is no product&apos;s code|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>To nie jest kod towaru|Niczego nie dodano.|Zeskanuj kod kreskowy towaru.</translation>
    </message>
    <message>
        <source>The code is damaged|Nothing was added.|Scan again or type it anew.</source>
        <translation>Kod jest uszkodzony|Niczego nie dodano.|Zeskanuj lub wpisz ponownie.</translation>
    </message>
    <message>
        <source>The scanner drops a separator|The square code came incomplete.|Call the technician to set up the scanner.</source>
        <translation>Skaner gubi separator|Kwadratowy kod przyszedł niepełny.|Wezwij technika, aby ustawił skaner.</translation>
    </message>
    <message>
        <source>That code is not of this store|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>To nie kod tego sklepu|Niczego nie dodano.|Zeskanuj kod kreskowy towaru.</translation>
    </message>
    <message>
        <source>The basket has fewer of them|{missing} are missing.|Type less.</source>
        <translation>W koszyku tyle nie ma|Brakuje: {missing}.|Wpisz mniej.</translation>
    </message>
    <message>
        <source>The price is missing|An open item needs its price.|Type the price.</source>
        <translation>Brak ceny|Wolna cena wymaga kwoty.|Wpisz cenę.</translation>
    </message>
    <message>
        <source>That figure is not possible||Type another one.</source>
        <translation>Niedozwolona liczba||Wpisz inną.</translation>
    </message>
    <message>
        <source>Too little was given||Take the rest first.</source>
        <translation>Za mało przyjęto||Najpierw przyjmij pozostałą kwotę.</translation>
    </message>
    <message>
        <source>This tender gives no change||Type less.</source>
        <translation>Ta forma płatności nie daje reszty||Wpisz mniej.</translation>
    </message>
    <message>
        <source>That part goes the other way|The basket pays out.|Pay it out in cash.</source>
        <translation>Ta część jest w złą stronę|Koszyk jest do wypłaty.|Wypłać gotówką.</translation>
    </message>
    <message>
        <source>The prices have changed|Nothing was sold.|Go back to the basket and pay again.</source>
        <translation>Ceny się zmieniły|Niczego nie sprzedano.|Wróć do koszyka i zapłać ponownie.</translation>
    </message>
    <message>
        <source>This sale is recorded already|It was sold once.|Print a copy of its receipt.</source>
        <translation>Ta sprzedaż jest już zapisana|Wykonano ją raz.|Wydrukuj kopię paragonu.</translation>
    </message>
    <message>
        <source>The disk is full|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Dysk jest pełny|Nic nie przepadło; nowego nie przyjmujemy.|Wezwij technika.</translation>
    </message>
    <message>
        <source>The disk does not work|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Dysk nie działa|Nic nie przepadło; nowego nie przyjmujemy.|Wezwij technika.</translation>
    </message>
    <message>
        <source>The disk is write-protected|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Dysk jest chroniony przed zapisem|Nic nie przepadło; nowego nie przyjmujemy.|Wezwij technika.</translation>
    </message>
    <message>
        <source>The journal cannot be opened|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Nie można otworzyć dziennika|Nic nie przepadło; nowego nie przyjmujemy.|Wezwij technika.</translation>
    </message>
    <message>
        <source>Busy at the moment||Wait a little and try again.</source>
        <translation>Teraz zajęte||Poczekaj chwilę i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The register is being switched off|Nothing new is taken.|Start it again.</source>
        <translation>Kasa się wyłącza|Nowego nie przyjmujemy.|Uruchom ją ponownie.</translation>
    </message>
    <message>
        <source>The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed.</source>
        <translation>Dziennik jest uszkodzony|Nowego nie przyjmujemy.|Wezwij technika: potrzebna kopia zapasowa.</translation>
    </message>
    <message>
        <source>Not known whether the sale was written|The disk did not answer.|Enter tries again; it is never sold twice.</source>
        <translation>Nie wiadomo, czy sprzedaż zapisano|Dysk nie odpowiedział.|Enter ponowi; nic nie sprzeda się dwa razy.</translation>
    </message>
    <message>
        <source>Scan every label|A label has its own quantity.|Scan the labels one by one.</source>
        <translation>Skanuj każdą etykietę|Ilość jest na etykiecie.|Skanuj etykiety po jednej.</translation>
    </message>
    <message>
        <source>The terminal stands alone||Key the amount into it.</source>
        <translation>Terminal jest samodzielny||Wpisz w nim kwotę.</translation>
    </message>
    <message>
        <source>The card was charged another amount|The terminal and the register differ.|Call the manager.</source>
        <translation>Kartę obciążono inną kwotą|Terminal i kasa się różnią.|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>No backup was made|The journal itself is whole; selling goes on.|Call the technician.</source>
        <translation>Nie wykonano kopii zapasowej|Dziennik jest cały, sprzedaż trwa dalej.|Wezwij technika.</translation>
    </message>
    <message>
        <source>The journal is older than its copies|Somebody put an older file back: sales may be missing.|Call the manager now: F11, Doctor.</source>
        <translation>Dziennik jest starszy niż jego kopie|Ktoś przywrócił starszy plik: może brakować sprzedaży.|Wezwij teraz kierownika: F11, Diagnostyka.</translation>
    </message>
    <message>
        <source>The clock went back|Receipts would carry a wrong time.|Call the technician.</source>
        <translation>Zegar się cofnął|Paragony miałyby zły czas.|Wezwij technika.</translation>
    </message>
    <message>
        <source>The clock jumped ahead|Receipts would carry a wrong time.|Call the technician.</source>
        <translation>Zegar przeskoczył do przodu|Paragony miałyby zły czas.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}|Works.</source>
        <translation>{device}|Działa.</translation>
    </message>
    <message>
        <source>{device}: off|It is not set up.|F11, Settings.</source>
        <translation>{device}: wył.|Nie skonfigurowano.|F11, Ustawienia.</translation>
    </message>
    <message>
        <source>{device}: no answer||Check its cable and power.</source>
        <translation>{device}: brak odpowiedzi||Sprawdź kabel i zasilanie.</translation>
    </message>
    <message>
        <source>{device}: another currency||Call the technician.</source>
        <translation>{device}: inna waluta||Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: unplugged||Plug it in; it is found again by itself.</source>
        <translation>{device}: odłączono||Podłącz, znajdzie się samo.</translation>
    </message>
    <message>
        <source>{device}: cannot connect||Check its address in F11, Settings.</source>
        <translation>{device}: brak połączenia||Sprawdź adres: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>{device}: off-line||Press its feed key or switch it on.</source>
        <translation>{device}: offline||Naciśnij przesuw papieru lub włącz.</translation>
    </message>
    <message>
        <source>{device}: no paper||Put in a roll.</source>
        <translation>{device}: brak papieru||Włóż rolkę.</translation>
    </message>
    <message>
        <source>{device}: paper is low||Keep a roll ready.</source>
        <translation>{device}: mało papieru||Przygotuj rolkę.</translation>
    </message>
    <message>
        <source>{device}: cover open||Close the cover.</source>
        <translation>{device}: otwarta pokrywa||Zamknij pokrywę.</translation>
    </message>
    <message>
        <source>{device}: cutter stuck||Switch off, free the cutter, switch on.</source>
        <translation>{device}: zacięty nóż||Wyłącz, uwolnij nóż, włącz.</translation>
    </message>
    <message>
        <source>{device}: too hot||It goes on when it has cooled.</source>
        <translation>{device}: przegrzanie||Ruszy, gdy ostygnie.</translation>
    </message>
    <message>
        <source>{device}: error||Switch it off and on.</source>
        <translation>{device}: błąd||Wyłącz i włącz.</translation>
    </message>
    <message>
        <source>{device}: busy</source>
        <translation>{device}: zajęte</translation>
    </message>
    <message>
        <source>{device}: answer unknown||Ask it again.</source>
        <translation>{device}: odpowiedź nieznana||Zapytaj ponownie.</translation>
    </message>
    <message>
        <source>{device}: open||Close the drawer.</source>
        <translation>{device}: otwarta||Zamknij szufladę.</translation>
    </message>
    <message>
        <source>{device}: the day must be closed||F11, Reports.</source>
        <translation>{device}: zamknij dobę||F11, Raporty.</translation>
    </message>
    <message>
        <source>{device}: broken||Switch it off and on; if it stays, call the technician.</source>
        <translation>{device}: usterka||Wyłącz i włącz; jeśli to wraca, wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: jammed||Switch off, free the paper, switch on.</source>
        <translation>{device}: zacięcie||Wyłącz, uwolnij papier, włącz.</translation>
    </message>
    <message>
        <source>{device}: document refused|It cannot be put on paper.|Call the technician.</source>
        <translation>{device}: dokument odrzucony|Nie da się go wydrukować.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: no connection||Check its cable, power and the network.</source>
        <translation>{device}: brak połączenia||Sprawdź kabel, zasilanie i sieć.</translation>
    </message>
    <message>
        <source>{device}: not found||Plug it in, or check its address in F11, Settings.</source>
        <translation>{device}: nie znaleziono||Podłącz lub sprawdź adres: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>{device}: no access|The system does not allow it.|Call the technician.</source>
        <translation>{device}: brak dostępu|System nie pozwala.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: set up wrongly||Check F11, Settings.</source>
        <translation>{device}: złe ustawienia||Sprawdź: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>{device}: wrong address||Check F11, Settings.</source>
        <translation>{device}: zły adres||Sprawdź: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>{device}: no driver|The system lacks its driver.|Call the technician.</source>
        <translation>{device}: brak sterownika|W systemie nie ma sterownika.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: connection error||Check its cable; if it stays, call the technician.</source>
        <translation>{device}: błąd połączenia||Sprawdź kabel; jeśli to wraca, wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: not connected||Check its cable and power.</source>
        <translation>{device}: nie podłączono||Sprawdź kabel i zasilanie.</translation>
    </message>
    <message>
        <source>{device}: gives no answers|Its connection goes one way.|Look at the paper.</source>
        <translation>{device}: nie odpowiada|Połączenie jest jednostronne.|Spójrz na papier.</translation>
    </message>
    <message>
        <source>{device}: answer lost||Ask it again.</source>
        <translation>{device}: odpowiedź przepadła||Zapytaj ponownie.</translation>
    </message>
    <message>
        <source>{device}: answer makes no sense||Switch it off and on.</source>
        <translation>{device}: niezrozumiała odpowiedź||Wyłącz i włącz.</translation>
    </message>
    <message>
        <source>{device}: still at work||Wait a little.</source>
        <translation>{device}: jeszcze pracuje||Poczekaj chwilę.</translation>
    </message>
    <message>
        <source>{device}: stands alone|Its outcome is confirmed by hand.</source>
        <translation>{device}: samodzielnie|Wynik potwierdza się ręcznie.</translation>
    </message>
    <message>
        <source>{device}: document too long||Call the technician.</source>
        <translation>{device}: dokument za długi||Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: too many lines||Call the technician.</source>
        <translation>{device}: za dużo pozycji||Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: document refused|Its number was used already.|Call the technician.</source>
        <translation>{device}: dokument odrzucony|Jego numer był już użyty.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: total differs|The device counted another total.|Call the technician.</source>
        <translation>{device}: suma się różni|Urządzenie policzyło inną sumę.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: day ends soon|It is over 22 hours old.|Close it: F11, Reports.</source>
        <translation>{device}: doba się kończy|Trwa ponad 22 godziny.|Zamknij ją: F11, Raporty.</translation>
    </message>
    <message>
        <source>{device}: day over 24 hours|The law allows no sale in it.|Close it: F11, Reports.</source>
        <translation>{device}: doba ponad 24 godziny|Prawo nie pozwala w niej sprzedawać.|Zamknij ją: F11, Raporty.</translation>
    </message>
    <message>
        <source>{device}: day is closed||It opens with the next sale.</source>
        <translation>{device}: doba zamknięta||Otworzy się z następną sprzedażą.</translation>
    </message>
    <message>
        <source>{device}: day is open already</source>
        <translation>{device}: doba już otwarta</translation>
    </message>
    <message>
        <source>{device}: answer not written|The disk is full.|Call the technician.</source>
        <translation>{device}: odpowiedzi nie zapisano|Dysk jest pełny.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: answer not written|The disk did not take it.|Call the technician.</source>
        <translation>{device}: odpowiedzi nie zapisano|Dysk jej nie przyjął.|Wezwij technika.</translation>
    </message>
    <message>
        <source>{device}: broke off in the middle||Look whether the receipt is on paper.</source>
        <translation>{device}: druk przerwany||Sprawdź, czy paragon wyszedł.</translation>
    </message>
    <message>
        <source>{device}: receipt refused|{detail}|Call the manager.</source>
        <translation>{device}: paragon odrzucony|{detail}|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drukarka</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Skaner</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Urządzenie fiskalne</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Szuflada</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Wyświetlacz</translation>
    </message>
    <message>
        <source>Weighed label</source>
        <translation>Etykieta wagowa</translation>
    </message>
    <message>
        <source>Price label</source>
        <translation>Etykieta cenowa</translation>
    </message>
    <message>
        <source>Markdown sticker</source>
        <translation>Naklejka przeceny</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Wolna cena</translation>
    </message>
    <message>
        <source>Tier price, shelf {price}</source>
        <translation>Cena klienta, półkowa {price}</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Ręcznie</translation>
    </message>
    <message>
        <source>Card at the terminal||Wait, ask again with F5 or cancel it: F4.</source>
        <translation>Karta w terminalu||Czekaj, zapytaj: F5 lub anuluj: F4.</translation>
    </message>
    <message>
        <source>Card: outcome unknown||Ask the terminal: F5.</source>
        <translation>Karta: wynik nieznany||Zapytaj terminal: F5.</translation>
    </message>
    <message>
        <source>Needs the line|The register is offline.|Take another tender.</source>
        <translation>Wymaga sieci|Kasa jest offline.|Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Not for these goods|The tender pays only some kinds of goods.|Take another tender.</source>
        <translation>Nie za te towary|Tak płaci się tylko za niektóre towary.|Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>No terminal is set up||Take another tender.</source>
        <translation>Brak terminala||Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Paid out in cash only||Enter pays it out.</source>
        <translation>Wypłata tylko gotówką||Enter: wypłać.</translation>
    </message>
    <message>
        <source>Nothing is left to pay</source>
        <translation>Nie ma już nic do zapłaty</translation>
    </message>
    <message>
        <source>The amount must be above zero||Type the amount.</source>
        <translation>Kwota musi być większa od zera||Wpisz kwotę.</translation>
    </message>
    <message>
        <source>More than is left to pay|Only cash gives change.|Type less.</source>
        <translation>Więcej niż pozostało do zapłaty|Resztę daje tylko gotówka.|Wpisz mniej.</translation>
    </message>
    <message>
        <source>This voucher was taken already|Every voucher counts once.</source>
        <translation>Ten bon już przyjęto|Każdy działa raz.</translation>
    </message>
    <message>
        <source>That is no code of a credit slip|Nothing was taken.|Scan it, or type all that stands under its code.</source>
        <translation>To nie kod bonu|Nic nie przyjęto.|Zeskanuj go lub wpisz wszystko spod kodu.</translation>
    </message>
    <message>
        <source>A credit slip is worth what it says|It is taken by its code alone.|Scan it, or press F7.</source>
        <translation>Bon jest wart tyle, ile na nim|Przyjmuje się go tylko po kodzie.|Zeskanuj lub naciśnij F7.</translation>
    </message>
    <message>
        <source>This store takes no credit slips||Take another tender.</source>
        <translation>Ten sklep nie przyjmuje bonów||Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was taken already|It counts once.|Scan another one.</source>
        <translation>Bon {slip} już przyjęto|Liczy się raz.|Zeskanuj inny.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is of another register|Only the line to the centre can tell whether it is worth anything.|Take another tender, or pay at the register that gave it.</source>
        <translation>Bon {slip} jest z innej kasy|Tylko centrala wie, czy jest coś wart.|Wybierz inną formę lub zapłać w tamtej kasie.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was never given|The number is of this register, the code is not.|Call the manager.</source>
        <translation>Bonu {slip} nie wydano|Numer jest tej kasy, kod nie.|Wezwij kierownika.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was used already|It pays once.|Take another tender.</source>
        <translation>Bon {slip} już wykorzystano|Płaci raz.|Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is void|The sale that gave it was taken back.|Take another tender.</source>
        <translation>Bon {slip} jest nieważny|Sprzedaż, która go dała, cofnięto.|Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Credit slip {slip} pays, it is no goods||Go to Pay and scan it there.</source>
        <translation>Bon {slip} płaci, to nie towar||Przejdź do „Zapłać” i zeskanuj tam.</translation>
    </message>
    <message>
        <source>The sale gave a credit slip that is not back|It has to come back unused.|Scan it here, or F7.</source>
        <translation>Sprzedaż dała bon, który nie wrócił|Musi wrócić niewykorzystany.|Zeskanuj go tu lub F7.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is of another sale||Scan the one that this sale gave.</source>
        <translation>Bon {slip} jest z innej sprzedaży||Zeskanuj bon z tej sprzedaży.</translation>
    </message>
    <message>
        <source>That is no amount|Nothing was taken.|Check what was typed.</source>
        <translation>To nie jest kwota|Niczego nie przyjęto.|Sprawdź, co wpisano.</translation>
    </message>
    <message>
        <source>{amount} is paid out, no more and no less|Nothing was paid out.|Clear what was typed, then Enter.</source>
        <translation>Wypłaca się {amount}, ani więcej, ani mniej|Nic nie wypłacono.|Usuń wpisane, potem Enter.</translation>
    </message>
    <message>
        <source>Type the amount first||Then press the key again.</source>
        <translation>Najpierw wpisz kwotę||Potem naciśnij ponownie.</translation>
    </message>
    <message>
        <source>Money was taken already|It would be lost from sight.|Give each part back first: F4 or −.</source>
        <translation>Pieniądze już przyjęto|Zniknęłyby z oczu.|Najpierw oddaj każdą część: F4 lub −.</translation>
    </message>
    <message>
        <source>Not added: payment is open|The sum does not change while it is paid.|Esc, then scan again.</source>
        <translation>Nie dodano: trwa płatność|W trakcie płatności suma się nie zmienia.|Esc, potem zeskanuj ponownie.</translation>
    </message>
    <message>
        <source>Not added: finish here first||Enter or Esc, then scan again.</source>
        <translation>Nie dodano: najpierw zakończ tutaj||Enter lub Esc, potem zeskanuj ponownie.</translation>
    </message>
    <message>
        <source>Nobody knows whether the card got its money back|The part stays as it was.|Remove it again: F4.</source>
        <translation>Nie wiadomo, czy pieniądze wróciły na kartę|Część została bez zmian.|Usuń ją ponownie: F4.</translation>
    </message>
    <message>
        <source>The card did not get its money back|The part stays as it was.|Remove it again: F4.</source>
        <translation>Karta nie dostała zwrotu|Część płatności pozostaje.|Usuń ją ponownie: F4.</translation>
    </message>
    <message>
        <source>Too much for one receipt|Nothing was taken.|Void some lines and sell them in a second receipt.</source>
        <translation>Za dużo na jeden paragon|Nic nie przyjęto.|Usuń część pozycji i sprzedaj na drugim paragonie.</translation>
    </message>
    <message>
        <source>A card was approved after all|It counts as paid again.|Keep it, or give it back: F4 in Pay.</source>
        <translation>Karta została jednak przyjęta|Znów liczy się jako zapłata.|Zostaw ją albo zwróć: F4 w płatności.</translation>
    </message>
    <message>
        <source>A card paid for nothing|It was approved, and no sale uses it.|Call the manager: give it back.</source>
        <translation>Karta obciążona bez sprzedaży|Została przyjęta, ale żaden paragon jej nie używa.|Wezwij kierownika: zwróć pieniądze.</translation>
    </message>
    <message>
        <source>More was taken than the basket costs||Give a part back: F4.</source>
        <translation>Przyjęto więcej, niż kosztuje koszyk||Zwróć jedną część: F4.</translation>
    </message>
    <message>
        <source>The card must get its money back first||Remove the part: F4.</source>
        <translation>Najpierw trzeba zwrócić pieniądze na kartę||Usuń część: F4.</translation>
    </message>
    <message>
        <source>That part is gone|The payment has changed.</source>
        <translation>Tej części już nie ma|Płatność się zmieniła.</translation>
    </message>
    <message>
        <source>Not paid in full yet||Take what is left.</source>
        <translation>Jeszcze nie zapłacono w całości||Przyjmij pozostałą kwotę.</translation>
    </message>
    <message>
        <source>This register does not take that tender||Take another tender.</source>
        <translation>Kasa nie przyjmuje tej formy płatności||Wybierz inną formę płatności.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulowano</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmowa</translation>
    </message>
    <message>
        <source>Refused by the slip</source>
        <translation>Odmowa na wydruku terminala</translation>
    </message>
    <message>
        <source>Too many wrong PINs||Wait, then try again.</source>
        <translation>Za dużo błędnych PIN-ów||Poczekaj i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Not allowed for whoever is logged in||Ask somebody who may.</source>
        <translation>Zalogowana osoba nie ma prawa||Poproś kogoś, kto je ma.</translation>
    </message>
    <message>
        <source>That event is not kept here any more||The centre has it.</source>
        <translation>Tego zdarzenia już tu nie ma||Jest w centrali.</translation>
    </message>
    <message>
        <source>Such a folder is there already||Try again in a second.</source>
        <translation>Taki folder już jest||Spróbuj za sekundę.</translation>
    </message>
    <message>
        <source>There is nothing to export||Choose another time.</source>
        <translation>Nie ma czego eksportować||Wybierz inny czas.</translation>
    </message>
    <message>
        <source>That shift is not kept here any more||The centre has it.</source>
        <translation>Tej zmiany już tu nie ma||Jest w centrali.</translation>
    </message>
    <message>
        <source>The journal is damaged, nothing was exported||Call support: the doctor names the event.</source>
        <translation>Dziennik uszkodzony, nic nie wyeksportowano||Wezwij pomoc: diagnostyka wskaże zdarzenie.</translation>
    </message>
    <message>
        <source>The disk is full, nothing was exported||Make room, try again.</source>
        <translation>Dysk pełny, nic nie wyeksportowano||Zwolnij miejsce i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The folder cannot be written to, nothing was exported||Check the disk, try again.</source>
        <translation>Do folderu nie można pisać, nic nie wyeksportowano||Sprawdź dysk i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The folder cannot be opened, nothing was exported||Check the disk, try again.</source>
        <translation>Folderu nie da się otworzyć, nic nie wyeksportowano||Sprawdź dysk i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The disk failed, nothing was exported||Take another disk.</source>
        <translation>Dysk zawiódł, nic nie wyeksportowano||Weź inny dysk.</translation>
    </message>
    <message>
        <source>No reason is given||Choose one, or write it where it says so.</source>
        <translation>Nie podano powodu||Wybierz go albo napisz, gdzie trzeba.</translation>
    </message>
    <message>
        <source>A printed badge only says who||Type the PIN.</source>
        <translation>Drukowany identyfikator mówi tylko kto||Wpisz PIN.</translation>
    </message>
    <message>
        <source>Wrong PIN||Type it again.</source>
        <translation>Błędny PIN||Wpisz ponownie.</translation>
    </message>
    <message>
        <source>The PIN has expired|A register of this store was stolen.|Get a new PIN from the office.</source>
        <translation>PIN wygasł|Skradziono kasę tego sklepu.|Odbierz nowy PIN w biurze.</translation>
    </message>
    <message>
        <source>Not known in this store any more||Choose somebody else.</source>
        <translation>Nieznany już w tym sklepie||Wybierz inną osobę.</translation>
    </message>
    <message>
        <source>Nobody approves their own act||Choose somebody else.</source>
        <translation>Nie można dać zgody sobie||Wybierz inną osobę.</translation>
    </message>
    <message>
        <source>Above that person&apos;s limit too||Choose somebody else.</source>
        <translation>Powyżej także tego limitu||Wybierz inną osobę.</translation>
    </message>
    <message>
        <source>A shift is open already</source>
        <translation>Zmiana jest już otwarta</translation>
    </message>
    <message>
        <source>That count cannot be right||Check the pieces.</source>
        <translation>To przeliczenie jest błędne||Sprawdź sztuki.</translation>
    </message>
    <message>
        <source>The last basket is still being written||Try again in a moment.</source>
        <translation>Poprzedni koszyk jest jeszcze zapisywany||Spróbuj za chwilę.</translation>
    </message>
    <message>
        <source>A basket could not be parked|The disk refused it; it is kept in memory.|Finish this basket first.</source>
        <translation>Nie udało się zawiesić koszyka|Dysk nie przyjął zapisu; koszyk jest w pamięci.|Najpierw zakończ ten koszyk.</translation>
    </message>
    <message>
        <source>A basket is open||Finish or suspend it first.</source>
        <translation>Koszyk jest otwarty||Najpierw go zakończ lub zawieś.</translation>
    </message>
    <message>
        <source>No printer is set up||F11, Settings.</source>
        <translation>Drukarka nieskonfigurowana||F11, Ustawienia.</translation>
    </message>
    <message>
        <source>The settings were not kept|The disk refused; they hold until the next start.|Call the technician.</source>
        <translation>Ustawień nie zapisano|Dysk odmówił; działają do ponownego uruchomienia.|Wezwij technika.</translation>
    </message>
    <message>
        <source>Something went wrong inside|The log says what.|Try again; if it stays, call the technician.</source>
        <translation>Błąd wewnętrzny|Szczegóły są w dzienniku zdarzeń.|Spróbuj ponownie; jeśli to wraca, wezwij technika.</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabat</translation>
    </message>
    <message>
        <source>Price by hand</source>
        <translation>Cena ręczna</translation>
    </message>
    <message>
        <source>Void of a line</source>
        <translation>Storno pozycji</translation>
    </message>
    <message>
        <source>Lower quantity</source>
        <translation>Mniejsza ilość</translation>
    </message>
    <message>
        <source>Cancelling the basket</source>
        <translation>Anulowanie koszyka</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Szuflada bez sprzedaży</translation>
    </message>
    <message>
        <source>Copy of a receipt</source>
        <translation>Kopia paragonu</translation>
    </message>
    <message>
        <source>Dropping a suspended basket</source>
        <translation>Usunięcie zawieszonego koszyka</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Zwrot pieniędzy</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>Zwrot bez paragonu</translation>
    </message>
    <message>
        <source>Voiding a finished sale</source>
        <translation>Storno sprzedaży</translation>
    </message>
    <message>
        <source>Empties</source>
        <translation>Opakowania</translation>
    </message>
    <message>
        <source>Opening a shift</source>
        <translation>Otwarcie zmiany</translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation>Wpłata lub wypłata z kasy</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Customer&apos;s data</source>
        <translation>Dane klienta</translation>
    </message>
    <message>
        <source>Closing the shift</source>
        <translation>Zamknięcie zmiany</translation>
    </message>
    <message>
        <source>Closing with this difference</source>
        <translation>Zamknięcie z tą różnicą</translation>
    </message>
    <message>
        <source>Closing with a payment unsettled</source>
        <translation>Zamknięcie z nierozliczoną płatnością</translation>
    </message>
    <message>
        <source>Closing another person&apos;s shift</source>
        <translation>Zamknięcie cudzej zmiany</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>Raport X</translation>
    </message>
    <message>
        <source>Expected cash</source>
        <translation>Oczekiwana gotówka</translation>
    </message>
    <message>
        <source>Register of exceptions</source>
        <translation>Rejestr wyjątków</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Dziennik</translation>
    </message>
    <message>
        <source>Training mode</source>
        <translation>Tryb szkoleniowy</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Eksport</translation>
    </message>
    <message>
        <source>Training: no card was charged</source>
        <translation>Szkolenie: karta nie została obciążona</translation>
    </message>
    <message>
        <source>Not in training||Leave training first: F11.</source>
        <translation>Nie w szkoleniu||Najpierw wyjdź ze szkolenia: F11.</translation>
    </message>
    <message>
        <source>Training could not begin|Its folder could not be made.|Look at the disk: F11, Doctor.</source>
        <translation>Szkolenie się nie zaczęło|Nie udało się utworzyć folderu.|Sprawdź dysk: F11, Diagnostyka.</translation>
    </message>
    <message>
        <source>The settings cannot be changed here</source>
        <translation>Tu nie można zmienić ustawień</translation>
    </message>
    <message>
        <source>Not saved: look at {name}||Correct it and save again: F9.</source>
        <translation>Nie zapisano: sprawdź „{name}”||Popraw i zapisz ponownie: F9.</translation>
    </message>
    <message>
        <source>This cannot be used: {detail}</source>
        <translation>Tego nie można użyć: {detail}</translation>
    </message>
    <message>
        <source>Another scanner has {detail} already</source>
        <translation>{detail} ma już inny skaner</translation>
    </message>
    <message>
        <source>That is no key: {detail}</source>
        <translation>To nie klawisz: {detail}</translation>
    </message>
    <message>
        <source>{key} does {other} already||Give one of them another key.</source>
        <translation>{key} robi już: {other}||Daj jednemu z nich inny klawisz.</translation>
    </message>
    <message>
        <source>There is no folder {detail}||Plug the disk in, and give the whole path.</source>
        <translation>Nie ma folderu {detail}||Podłącz dysk i podaj całą ścieżkę.</translation>
    </message>
    <message>
        <source>The register may not write to {detail}</source>
        <translation>Kasa nie może pisać do {detail}</translation>
    </message>
    <message>
        <source>settings.toml cannot be used|{detail}|Correct it, or remove it to use the defaults.</source>
        <translation>settings.toml jest nieużyteczny|{detail}|Popraw go lub usuń, by użyć wartości domyślnych.</translation>
    </message>
    <message>
        <source>The fiscal device is not set up|{detail}|Nothing can be sold without it. Fill in its settings.</source>
        <translation>Urządzenie fiskalne nie jest ustawione|{detail}|Bez niego nie wolno sprzedawać. Uzupełnij ustawienia.</translation>
    </message>
    <message>
        <source>The catalogue cannot be used|{detail}|Sales are safe in the journal. Write the catalogue anew.</source>
        <translation>Katalog jest nieużyteczny|{detail}|Sprzedaże są bezpieczne w dzienniku. Zapisz katalog od nowa.</translation>
    </message>
    <message>
        <source>{versions}</source>
        <translation>{versions}</translation>
    </message>
    <message>
        <source>SQLite {version}, safe</source>
        <translation>SQLite {version}, bezpieczny</translation>
    </message>
    <message>
        <source>SQLite {version} can lose a sale|It has the WAL-reset race.|Install the program again with its own libraries.</source>
        <translation>SQLite {version} może zgubić sprzedaż|Ma wyścig resetu WAL.|Zainstaluj program ponownie z jego bibliotekami.</translation>
    </message>
    <message>
        <source>{gigabytes} GB free|{path}</source>
        <translation>Wolne {gigabytes} GB|{path}</translation>
    </message>
    <message>
        <source>Only {gigabytes} GB free|{path}|Make room on this disk in the next days.</source>
        <translation>Wolne tylko {gigabytes} GB|{path}|W najbliższych dniach zwolnij miejsce na dysku.</translation>
    </message>
    <message>
        <source>{gigabytes} GB free: soon nothing can be sold|{path}|Make room on this disk now.</source>
        <translation>Wolne {gigabytes} GB: wkrótce sprzedaż stanie|{path}|Zwolnij miejsce teraz.</translation>
    </message>
    <message>
        <source>The folder cannot be written to|{path}|Give the register&apos;s user the right to write there.</source>
        <translation>Do folderu nie można pisać|{path}|Daj użytkownikowi kasy prawo zapisu.</translation>
    </message>
    <message>
        <source>The folder is not there|{path}: {detail}|Plug the disk in or choose another folder in F11, Settings.</source>
        <translation>Nie ma folderu|{path}: {detail}|Podłącz dysk lub wybierz inny folder: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>The journal is in order: {events} events, {sales} sales|Chain head {head}.</source>
        <translation>Dziennik w porządku: zdarzeń {events}, sprzedaży {sales}|Koniec łańcucha {head}.</translation>
    </message>
    <message>
        <source>The journal is NOT in order: {count} problems|First at event {at}: {first}.|Change nothing. Keep the folder and the newest copy; call the technician.</source>
        <translation>Dziennik NIE jest w porządku, problemów: {count}|Pierwszy w zdarzeniu {at}: {first}.|Niczego nie zmieniaj. Zachowaj folder i najnowszą kopię; wezwij technika.</translation>
    </message>
    <message>
        <source>The disk does not take the journal ({detail})|Nothing can be sold.|Free or repair the disk.</source>
        <translation>Dysk nie przyjmuje dziennika ({detail})|Nie można sprzedawać.|Zwolnij lub napraw dysk.</translation>
    </message>
    <message>
        <source>The journal cannot be read ({detail})||Change nothing; call the technician.</source>
        <translation>Dziennika nie da się odczytać ({detail})||Niczego nie zmieniaj; wezwij technika.</translation>
    </message>
    <message>
        <source>It could not be looked at|{detail}|Call the technician.</source>
        <translation>Nie udało się sprawdzić|{detail}|Wezwij technika.</translation>
    </message>
    <message>
        <source>The clock runs evenly|Zone {zone}.</source>
        <translation>Zegar chodzi równo|Strefa {zone}.</translation>
    </message>
    <message>
        <source>The clock says {now}|Its battery may be empty.|Set the computer&apos;s clock, and let it be kept by the network.</source>
        <translation>Zegar pokazuje {now}|Może bateria jest pusta.|Ustaw zegar komputera i włącz synchronizację z siecią.</translation>
    </message>
    <message>
        <source>The clock is {seconds} s behind the journal|Sales would fall into the past.|Set the computer&apos;s clock, and let it be kept by the network.</source>
        <translation>Zegar spóźnia się względem dziennika o {seconds} s|Sprzedaże trafiłyby w przeszłość.|Ustaw zegar komputera i włącz synchronizację z siecią.</translation>
    </message>
    <message>
        <source>The clock jumped in the last 7 days: {count} times|The largest jump was {seconds} s.|Let the clock be kept by the network; look who may set it.</source>
        <translation>Zegar skakał w ciągu 7 dni, razy: {count}|Największy skok to {seconds} s.|Włącz synchronizację z siecią; sprawdź, kto może ustawiać zegar.</translation>
    </message>
    <message>
        <source>The computer is in another time zone than the store|The store&apos;s zone is {zone}; receipts follow the store.|Set the computer&apos;s time zone.</source>
        <translation>Komputer jest w innej strefie niż sklep|Strefa sklepu to {zone}; paragony według sklepu.|Ustaw strefę czasową komputera.</translation>
    </message>
    <message>
        <source>The newest copy is {hours} h old, on another disk|{path}</source>
        <translation>Najnowsza kopia ma {hours} h, na innym dysku|{path}</translation>
    </message>
    <message>
        <source>The copies are on the same disk as the journal|They die with it. The newest is {hours} h old.|Choose a folder on another disk in F11, Settings.</source>
        <translation>Kopie są na tym samym dysku co dziennik|Zginą razem z nim. Najnowsza ma {hours} h.|Wybierz folder na innym dysku: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>The newest copy is {hours} h old|{path}|Start the register, or make a copy: F11, Settings.</source>
        <translation>Najnowsza kopia ma {hours} h|{path}|Uruchom kasę lub zrób kopię: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>There is no copy of the journal|{path}|Choose a folder on another disk in F11, Settings.</source>
        <translation>Nie ma kopii dziennika|{path}|Wybierz folder na innym dysku: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>An older journal was put back: {count} copies know more|{path}|Keep these copies; find out who did it, and why, with the manager.</source>
        <translation>Przywrócono starszy dziennik: kopii, które wiedzą więcej: {count}|{path}|Zachowaj te kopie; wyjaśnij z kierownikiem, kto i dlaczego.</translation>
    </message>
    <message>
        <source>The last copy was not made ({detail})||Look at the folder of the copies: F11, Settings.</source>
        <translation>Ostatnia kopia nie powstała ({detail})||Sprawdź folder kopii: F11, Ustawienia.</translation>
    </message>
    <message>
        <source>Nothing waits for the printer</source>
        <translation>Nic nie czeka na drukarkę</translation>
    </message>
    <message>
        <source>Papers that wait for the printer: {count}||Look at the printer; printing goes on by itself.</source>
        <translation>Czekają na druk: {count}||Sprawdź drukarkę; druk ruszy sam.</translation>
    </message>
    <message>
        <source>Papers of which nobody knows whether they came out: {count}||Answer the question on the screen.</source>
        <translation>Nie wiadomo, czy wyszły papiery: {count}||Odpowiedz na pytanie na ekranie.</translation>
    </message>
    <message>
        <source>No card waits for an answer</source>
        <translation>Żadna karta nie czeka na odpowiedź</translation>
    </message>
    <message>
        <source>Cards at the terminal or not yet part of a sale: {count}||Finish the payment on the screen.</source>
        <translation>Karty przy terminalu lub jeszcze nie w sprzedaży: {count}||Dokończ płatność na ekranie.</translation>
    </message>
    <message>
        <source>Cards without a clear outcome: {count}|The customer may have paid for nothing.|Ask the terminal again, or compare with its slip; then call the manager.</source>
        <translation>Karty bez jasnego wyniku: {count}|Klient mógł zapłacić za nic.|Zapytaj terminal ponownie lub porównaj wydruk; wezwij kierownika.</translation>
    </message>
    <message>
        <source>No fiscal document waits</source>
        <translation>Żaden dokument fiskalny nie czeka</translation>
    </message>
    <message>
        <source>Fiscal documents on their way: {count}||Wait; they are sent by themselves.</source>
        <translation>Dokumenty fiskalne w drodze: {count}||Poczekaj; wyślą się same.</translation>
    </message>
    <message>
        <source>Fiscal documents that wait too long: {count}|The law wants them registered.|Look at the fiscal device.</source>
        <translation>Dokumenty fiskalne czekają zbyt długo: {count}|Prawo wymaga rejestracji.|Sprawdź urządzenie fiskalne.</translation>
    </message>
    <message>
        <source>Fiscal documents that the device refused: {count}|The law wants them registered.|Deal with the cause, then F11, Send refused documents again.</source>
        <translation>Urządzenie odrzuciło dokumenty: {count}|Prawo wymaga rejestracji.|Usuń przyczynę, potem F11, wyślij ponownie.</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>Nie ma otwartej zmiany</translation>
    </message>
    <message>
        <source>The shift is open for {hours} h</source>
        <translation>Zmiana otwarta od {hours} h</translation>
    </message>
    <message>
        <source>The shift is open for {hours} h|Nobody closed it.|Count and close it: F11.</source>
        <translation>Zmiana otwarta od {hours} h|Nikt jej nie zamknął.|Policz i zamknij: F11.</translation>
    </message>
    <message>
        <source>{device}: nothing was read||Look at its cable, and that it is set to a serial port; try again.</source>
        <translation>{device}: nic nie odczytano||Sprawdź kabel i tryb portu szeregowego; spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{device}: of training|It charges nobody.</source>
        <translation>{device}: szkoleniowy|Nikogo nie obciąża.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Baza danych</translation>
    </message>
    <message>
        <source>Disk of the data</source>
        <translation>Dysk danych</translation>
    </message>
    <message>
        <source>Disk of the copies</source>
        <translation>Dysk kopii</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Zegar</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Print queue</source>
        <translation>Kolejka druku</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>O co pytano</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karty</translation>
    </message>
    <message>
        <source>Fiscal documents</source>
        <translation>Dokumenty fiskalne</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Zmiana</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>That amount cannot be right||Check what was typed.</source>
        <translation>Taka kwota jest niemożliwa||Sprawdź wpis.</translation>
    </message>
    <message>
        <source>The bag has no number||Scan or type the number on the bag.</source>
        <translation>Torba nie ma numeru||Zeskanuj lub wpisz numer torby.</translation>
    </message>
    <message>
        <source>This reason needs words||Say why in a few words.</source>
        <translation>Ten powód wymaga słów||Napisz kilka słów.</translation>
    </message>
    <message>
        <source>This register knows no such cash move</source>
        <translation>Ta kasa nie zna takiego ruchu gotówki</translation>
    </message>
    <message>
        <source>Shift {number} was not closed|{name}, open since {opened}.|A manager counts and closes it.</source>
        <translation>Zmiana {number} nie została zamknięta|{name}, otwarta od {opened}.|Kierownik ją liczy i zamyka.</translation>
    </message>
    <message>
        <source>Shift {number} has nobody|{name} is not known here any more.|A manager counts and closes it.</source>
        <translation>Zmiana {number} nie ma nikogo|{name} nie jest tu już znana.|Kierownik ją liczy i zamyka.</translation>
    </message>
    <message>
        <source>The till is being counted|Nothing is sold and no cash moves.|Finish the count, or give it up: Esc.</source>
        <translation>Kasa jest liczona|Sprzedaż i gotówka stoją.|Dokończ liczenie lub przerwij je: Esc.</translation>
    </message>
    <message>
        <source>Nobody is counting||F11, Shift, Count and close.</source>
        <translation>Nikt nie liczy||F11, Zmiana, Policz i zamknij.</translation>
    </message>
    <message>
        <source>The count is not finished|{count} fields are empty; empty is not zero.|Enter counts an empty one 0.</source>
        <translation>Liczenie nieskończone|Pustych pól: {count}; puste to nie zero.|Enter liczy puste jako 0.</translation>
    </message>
    <message>
        <source>The terminal is being asked||Wait for its answer, or type the total from its slip.</source>
        <translation>Pytamy terminal||Poczekaj na odpowiedź lub wpisz sumę z wydruku.</translation>
    </message>
    <message>
        <source>This store counts no such piece</source>
        <translation>Ten sklep nie liczy takiego nominału</translation>
    </message>
    <message>
        <source>This tender is counted in pieces</source>
        <translation>Tę formę liczy się w sztukach</translation>
    </message>
    <message>
        <source>The count was compared already||To count again: F4.</source>
        <translation>Liczenie już porównano||Ponowne liczenie: F4.</translation>
    </message>
    <message>
        <source>The count was not compared yet||Finish it and press F9.</source>
        <translation>Liczenia jeszcze nie porównano||Dokończ je i naciśnij F9.</translation>
    </message>
    <message>
        <source>It was counted often enough|Every count is on record.|Explain the difference and close.</source>
        <translation>Policzono już dość razy|Każde liczenie jest zapisane.|Wyjaśnij różnicę i zamknij.</translation>
    </message>
    <message>
        <source>More is left than was counted||Type what really stays in the drawer.</source>
        <translation>Zostaje więcej, niż policzono||Wpisz, co naprawdę zostaje w szufladzie.</translation>
    </message>
    <message>
        <source>{count} suspended baskets wait||Cancel them with a reason, or carry them.</source>
        <translation>Zawieszone koszyki czekają: {count}||Anuluj je z powodem lub przenieś.</translation>
    </message>
    <message>
        <source>{count} card payments have no outcome||Ask the terminal, or leave them to the manager.</source>
        <translation>Płatności kartą bez wyniku: {count}||Zapytaj terminal lub zostaw kierownikowi.</translation>
    </message>
    <message>
        <source>Something was written since the count|What is expected has changed.|Count again: F4.</source>
        <translation>Po liczeniu coś zapisano|Oczekiwane się zmieniło.|Policz ponownie: F4.</translation>
    </message>
    <message>
        <source>This store has no fiscal device</source>
        <translation>Ten sklep nie ma urządzenia fiskalnego</translation>
    </message>
    <message>
        <source>There is no Z {number} on this register</source>
        <translation>Na tej kasie nie ma Z {number}</translation>
    </message>
    <message>
        <source>No return is open||F8 begins one.</source>
        <translation>Nie ma otwartego zwrotu||F8 go zaczyna.</translation>
    </message>
    <message>
        <source>A return is open already||Finish it or leave it first.</source>
        <translation>Zwrot jest już otwarty||Najpierw go dokończ lub porzuć.</translation>
    </message>
    <message>
        <source>A basket is open|Sale and return are never one document.|Pay or suspend it first.</source>
        <translation>Koszyk jest otwarty|Sprzedaż i zwrot to nigdy jeden dokument.|Najpierw zapłać lub zawieś.</translation>
    </message>
    <message>
        <source>Another register sold this|Its journal is not on this register.|Take it back there, or without a receipt.</source>
        <translation>Sprzedała to inna kasa|Jej dziennika tu nie ma.|Zwrot tam albo bez paragonu.</translation>
    </message>
    <message>
        <source>That is the receipt of a return|What came back does not come back again.|Scan the receipt of the sale.</source>
        <translation>To paragon zwrotu|Zwrócone nie wraca drugi raz.|Zeskanuj paragon sprzedaży.</translation>
    </message>
    <message>
        <source>That is no sale||Choose the receipt of the sale.</source>
        <translation>To nie sprzedaż||Wybierz paragon sprzedaży.</translation>
    </message>
    <message>
        <source>That sale was voided as a whole|Its money went back already.</source>
        <translation>Tę sprzedaż wystornowano w całości|Pieniądze już wróciły.</translation>
    </message>
    <message>
        <source>Nothing of it is left to return</source>
        <translation>Nie zostało nic do zwrotu</translation>
    </message>
    <message>
        <source>Nothing is chosen yet||Choose lines with arrows and digits, or scan the goods.</source>
        <translation>Nic nie wybrano||Wybierz pozycje strzałkami i cyframi albo zeskanuj towary.</translation>
    </message>
    <message>
        <source>Choose the goods first||Arrows and digits, or scan them.</source>
        <translation>Najpierw wybierz towary||Strzałki i cyfry albo skan.</translation>
    </message>
    <message>
        <source>That line is chosen twice</source>
        <translation>Pozycję wybrano dwa razy</translation>
    </message>
    <message>
        <source>That is no quantity||Type how much comes back.</source>
        <translation>To nie ilość||Wpisz, ile wraca.</translation>
    </message>
    <message>
        <source>More than is left of the line||Type less, or * for all that is left.</source>
        <translation>Więcej, niż zostało||Wpisz mniej albo * za całą resztę.</translation>
    </message>
    <message>
        <source>Whole pieces only||Type a whole number.</source>
        <translation>Tylko całe sztuki||Wpisz liczbę całkowitą.</translation>
    </message>
    <message>
        <source>comes back with its goods</source>
        <translation>wraca ze swoim towarem</translation>
    </message>
    <message>
        <source>Empties are not taken back by a return</source>
        <translation>Opakowań nie przyjmuje się zwrotem</translation>
    </message>
    <message>
        <source>Gift cards are not taken back</source>
        <translation>Kart podarunkowych nie przyjmujemy</translation>
    </message>
    <message>
        <source>These goods are not taken back</source>
        <translation>Tych towarów nie przyjmujemy</translation>
    </message>
    <message>
        <source>All of it was returned</source>
        <translation>Wszystko już zwrócono</translation>
    </message>
    <message>
        <source>That is a receipt, and goods are chosen already||Give these back first, or Esc; then scan it.</source>
        <translation>To paragon, a towary są już wybrane||Najpierw dokończ ten zwrot albo naciśnij Esc; potem go zeskanuj.</translation>
    </message>
    <message>
        <source>Nothing more of these goods is left to return</source>
        <translation>Tych towarów nie ma już do zwrotu</translation>
    </message>
    <message>
        <source>That is not on this receipt|Nothing was chosen.|Look whether it is the right receipt.</source>
        <translation>Tego nie ma na paragonie|Nic nie wybrano.|Sprawdź, czy to właściwy paragon.</translation>
    </message>
    <message>
        <source>Scan the square code of the unit|Its own code tells whether this very unit was sold.</source>
        <translation>Zeskanuj kwadratowy kod sztuki|Jej kod mówi, czy to ta sztuka.</translation>
    </message>
    <message>
        <source>Another unit was sold|The square code is not on this receipt.|Scan the unit that was bought.</source>
        <translation>Sprzedano inną sztukę|Kodu nie ma na paragonie.|Zeskanuj kupioną sztukę.</translation>
    </message>
    <message>
        <source>This unit came back already|Every unit comes back once.</source>
        <translation>Ta sztuka już wróciła|Każda wraca raz.</translation>
    </message>
    <message>
        <source>Not added: money is on its way back||Finish the return first.</source>
        <translation>Nie dodano: pieniądze już wracają||Najpierw dokończ zwrot.</translation>
    </message>
    <message>
        <source>The money is on its way back already|What comes back cannot be changed now.</source>
        <translation>Pieniądze już wracają|Zwrotu nie można teraz zmienić.</translation>
    </message>
    <message>
        <source>The return was not begun</source>
        <translation>Zwrotu nie rozpoczęto</translation>
    </message>
    <message>
        <source>Something of it came back meanwhile|Nothing was given back now.|Choose again what is left.</source>
        <translation>Część wróciła w międzyczasie|Teraz nic nie oddano.|Wybierz ponownie, co zostało.</translation>
    </message>
    <message>
        <source>A card still waits for its money||Finish it at the terminal first.</source>
        <translation>Karta wciąż czeka na pieniądze||Najpierw dokończ na terminalu.</translation>
    </message>
    <message>
        <source>Money of it moved, or may have|It cannot be dropped any more.|Finish it, or set it aside.</source>
        <translation>Pieniądze poszły lub mogły pójść|Nie można już porzucić.|Dokończ lub odłóż.</translation>
    </message>
    <message>
        <source>The money is on its way back already</source>
        <translation>Pieniądze już wracają</translation>
    </message>
    <message>
        <source>The money is not on its way yet</source>
        <translation>Pieniądze jeszcze nie wracają</translation>
    </message>
    <message>
        <source>An amount to give back must be above zero</source>
        <translation>Kwota zwrotu musi być większa od zera</translation>
    </message>
    <message>
        <source>What flows back does not add up||Call the manager.</source>
        <translation>Kwoty zwrotu się nie zgadzają||Wezwij kierownika.</translation>
    </message>
    <message>
        <source>paid by what takes no money back</source>
        <translation>zapłacono czymś bez zwrotu</translation>
    </message>
    <message>
        <source>the terminal knows no more of the payment</source>
        <translation>terminal nie pamięta płatności</translation>
    </message>
    <message>
        <source>more than was paid in cash: by approval</source>
        <translation>więcej niż zapłacono gotówką: za zgodą</translation>
    </message>
    <message>
        <source>Refund in cash of what was paid otherwise</source>
        <translation>Zwrot gotówką tego, co płacono inaczej</translation>
    </message>
    <message>
        <source>Refund after the last day</source>
        <translation>Zwrot po terminie</translation>
    </message>
    <message>
        <source>No post-void is open</source>
        <translation>Storno paragonu nie jest otwarte</translation>
    </message>
    <message>
        <source>A post-void is open already||Finish it or leave it first.</source>
        <translation>Storno jest już otwarte||Najpierw je dokończ lub porzuć.</translation>
    </message>
    <message>
        <source>The post-void was not begun</source>
        <translation>Storna nie rozpoczęto</translation>
    </message>
    <message>
        <source>That sale is of another shift|Only sales of this shift are voided as a whole.|Take the goods back: F8.</source>
        <translation>To sprzedaż innej zmiany|W całości stornuje się tylko tę zmianę.|Przyjmij zwrot: F8.</translation>
    </message>
    <message>
        <source>Something of that sale came back already|It cannot be voided as a whole.|Take the rest back: F8.</source>
        <translation>Część tej sprzedaży już wróciła|Nie można stornować w całości.|Przyjmij resztę: F8.</translation>
    </message>
    <message>
        <source>The fiscal device has that sale|A registered document is followed by a return.|Take the goods back: F8.</source>
        <translation>Urządzenie fiskalne ma tę sprzedaż|Po dokumencie następuje zwrot.|Przyjmij zwrot: F8.</translation>
    </message>
    <message>
        <source>That sale is half of an exchange|The return stands beside it.|Take the goods back: F8.</source>
        <translation>Ta sprzedaż to połowa wymiany|Obok stoi zwrot.|Przyjmij zwrot: F8.</translation>
    </message>
    <message>
        <source>The shift ended meanwhile|Only sales of this shift are voided as a whole.|Take the goods back: F8.</source>
        <translation>Zmiana się w międzyczasie skończyła|W całości stornuje się tylko tę zmianę.|Przyjmij zwrot: F8.</translation>
    </message>
    <message>
        <source>The basket has no credit</source>
        <translation>Koszyk nie ma zaliczenia</translation>
    </message>
    <message>
        <source>The basket has a credit already||Pay it, or cancel the exchange first.</source>
        <translation>Koszyk ma już zaliczenie||Najpierw zapłać lub anuluj wymianę.</translation>
    </message>
    <message>
        <source>The exchange ended with its basket|Nothing was given back; the goods were not taken back.</source>
        <translation>Wymiana skończyła się z koszykiem|Nic nie oddano; towary nie wróciły.</translation>
    </message>
    <message>
        <source>The basket takes the whole credit||Pay what is left.</source>
        <translation>Koszyk zużywa całe zaliczenie||Zapłać resztę.</translation>
    </message>
    <message>
        <source>The rest of the credit goes back first||Enter or F9 gives it back.</source>
        <translation>Najpierw wraca reszta zaliczenia||Enter lub F9 ją odda.</translation>
    </message>
    <message>
        <source>No connection to the centre|It does not answer.|Nothing is lost. Check the network cable and the router.</source>
        <translation>Brak połączenia z centralą|Nie odpowiada.|Nic nie zginęło. Sprawdź kabel sieciowy i router.</translation>
    </message>
    <message>
        <source>Somebody else answers in the centre&apos;s place|Its certificate is not the one this register knows.|Nothing was told to it. Call the administrator.</source>
        <translation>Zamiast centrali odpowiada ktoś inny|Jego certyfikat nie jest tym, który zna kasa.|Nic mu nie przekazano. Wezwij administratora.</translation>
    </message>
    <message>
        <source>This clock is far from the centre&apos;s|The register reckons with it.|Set the computer&apos;s clock.</source>
        <translation>Zegar znacznie różni się od centrali|Kasa to uwzględnia.|Ustaw zegar komputera.</translation>
    </message>
    <message>
        <source>This register was revoked|What it sold is handed over for safe keeping.|Call the administrator.</source>
        <translation>Ta kasa została unieważniona|Jej sprzedaż oddano na przechowanie.|Wezwij administratora.</translation>
    </message>
    <message>
        <source>The centre does not know this register||Let it be enrolled anew.</source>
        <translation>Centrala nie zna tej kasy||Trzeba ją dołączyć od nowa.</translation>
    </message>
    <message>
        <source>The centre does not take this register&apos;s key||Let it be enrolled anew.</source>
        <translation>Centrala nie przyjmuje klucza tej kasy||Trzeba ją dołączyć od nowa.</translation>
    </message>
    <message>
        <source>A newer history of this register exists|It goes on under a new number series by itself.</source>
        <translation>Istnieje nowsza historia tej kasy|Sama przejdzie na nową serię numerów.</translation>
    </message>
    <message>
        <source>Two registers with the same identity have sold|The centre keeps what both have sold.|Close the shift: a new number series begins then. Call the administrator.</source>
        <translation>Dwie kasy sprzedawały pod jedną tożsamością|Centrala przechowuje sprzedaż obu.|Zamknij zmianę: zacznie się nowa seria numerów. Wezwij administratora.</translation>
    </message>
    <message>
        <source>A copy of this register is in use elsewhere|The centre keeps what both have sold.|Switch the copy off and call the administrator.</source>
        <translation>Gdzieś działa kopia tej kasy|Centrala przechowuje sprzedaż obu.|Wyłącz kopię i wezwij administratora.</translation>
    </message>
    <message>
        <source>This register has begun too many number series today|A copy of it may be in use elsewhere.|It goes on by itself within a day. Switch a copy off, and call the administrator.</source>
        <translation>Ta kasa zaczęła dziś zbyt wiele serii numerów|Być może gdzieś działa jej kopia.|W ciągu doby pójdzie to dalej samo. Wyłącz kopię i wezwij administratora.</translation>
    </message>
    <message>
        <source>A change of this register&apos;s key was broken off|What is sold waits here; nothing is lost.|Close the shift and the program, then run: omnitill rotate-key.</source>
        <translation>Zmiana klucza tej kasy została przerwana|Sprzedaż czeka tutaj; nic nie zginęło.|Zamknij zmianę i program, potem uruchom: omnitill rotate-key.</translation>
    </message>
    <message>
        <source>This register was restored from a copy|It numbers in a provisional series until the line is back.</source>
        <translation>Ta kasa została odtworzona z kopii|Do powrotu łączności numeruje w serii tymczasowej.</translation>
    </message>
    <message>
        <source>The centre was restored from a backup|What it lacks is sent again by itself.</source>
        <translation>Centralę odtworzono z kopii|Brakujące dane zostaną wysłane same.</translation>
    </message>
    <message>
        <source>The centre is busy|It is asked again by itself.</source>
        <translation>Centrala jest zajęta|Kasa zapyta ponownie sama.</translation>
    </message>
    <message>
        <source>The centre&apos;s answer makes no sense|Nothing of it was taken.|If it stays, call the administrator.</source>
        <translation>Odpowiedź centrali jest niezrozumiała|Niczego z niej nie przyjęto.|Jeśli się powtórzy, wezwij administratora.</translation>
    </message>
    <message>
        <source>No room for new prices and stock|The disk is full.|Selling goes on. Make room on the disk.</source>
        <translation>Brak miejsca na nowe ceny i stany|Dysk jest pełny.|Sprzedaż trwa. Zwolnij miejsce na dysku.</translation>
    </message>
    <message>
        <source>New prices and stock cannot be written||Selling goes on. Call the technician.</source>
        <translation>Nowych cen i stanów nie można zapisać||Sprzedaż trwa. Wezwij technika.</translation>
    </message>
    <message>
        <source>Whoever was at the till may not work here any more|The office has changed that.|Log in anew.</source>
        <translation>Osoba przy kasie nie może już tu pracować|Zmieniło to biuro.|Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>The centre cannot be asked now|There is no line to it.</source>
        <translation>Centrali nie można teraz zapytać|Brak z nią łączności.</translation>
    </message>
    <message>
        <source>The centre did not answer||The figures are as last told.</source>
        <translation>Centrala nie odpowiedziała||Liczby według ostatnich danych.</translation>
    </message>
    <message>
        <source>Nobody tells this register of stock|It belongs to no centre yet.</source>
        <translation>Tej kasie nikt nie podaje stanów|Nie należy jeszcze do centrali.</translation>
    </message>
    <message>
        <source>The line failed and was begun anew||If it stays, call the technician.</source>
        <translation>Łączność zawiodła i zaczęto ją od nowa||Jeśli się powtórzy, wezwij technika.</translation>
    </message>
</context>
<context>
    <name>MoneyBackFlow</name>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>Odłóż go</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Zostaw</translation>
    </message>
    <message>
        <source>Money of it moved or may have: it waits until it is finished.</source>
        <translation>Pieniądze poszły lub mogły pójść: czeka na dokończenie.</translation>
    </message>
    <message>
        <source>Its goods cannot come back a second time meanwhile.</source>
        <translation>Jego towarów nie da się tymczasem zwrócić drugi raz.</translation>
    </message>
    <message>
        <source>Nothing was given back. What was chosen is forgotten.</source>
        <translation>Nic nie oddano. Wybór przepada.</translation>
    </message>
    <message>
        <source>The receipt stays as it was.</source>
        <translation>Paragon zostaje bez zmian.</translation>
    </message>
</context>
<context>
    <name>MoreFlow</name>
    <message>
        <source>Log in first</source>
        <translation>Najpierw się zaloguj</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Koszyk</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Gotówka</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Zmiana</translation>
    </message>
    <message>
        <source>Oversight</source>
        <translation>Nadzór</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Ekran i dźwięk</translation>
    </message>
    <message>
        <source>Devices and settings</source>
        <translation>Urządzenia i ustawienia</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Wyłącz</translation>
    </message>
    <message>
        <source>asks first</source>
        <translation>najpierw pyta</translation>
    </message>
    <message>
        <source>The basket stays as it is and comes back at the next start.</source>
        <translation>Koszyk zostanie zachowany i wróci przy następnym uruchomieniu.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>The shift stays open.</source>
        <translation>Zmiana pozostanie otwarta.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Pracuj dalej</translation>
    </message>
    <message>
        <source>Switch the register off</source>
        <translation>Wyłącz kasę</translation>
    </message>
</context>
<context>
    <name>MorePanel</name>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>A digit or Enter does it, Esc goes back</source>
        <translation>Cyfra lub Enter: wykonaj, Esc: wróć</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>Not printed: {why}</source>
        <translation>Niewydrukowane: {why}</translation>
    </message>
    <message>
        <source>It is safe. {next} Printing goes on by itself.</source>
        <translation>Wszystko zapisane. {next} Druk ruszy sam.</translation>
    </message>
    <message>
        <source>Is {number} on paper?</source>
        <translation>Czy {number} jest na papierze?</translation>
    </message>
    <message>
        <source>The printer did not answer. Look at the paper.</source>
        <translation>Drukarka nie odpowiedziała. Spójrz na papier.</translation>
    </message>
    <message>
        <source>It is out</source>
        <translation>Wydrukowany</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Drukuj znów</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Rozumiem</translation>
    </message>
</context>
<context>
    <name>NoCustomer</name>
    <message>
        <source>No customer</source>
        <translation>Brak klienta</translation>
    </message>
</context>
<context>
    <name>NoteKeys</name>
    <message>
        <source>waits</source>
        <translation>czeka</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>odliczone</translation>
    </message>
    <message>
        <source>change {amount}</source>
        <translation>reszta {amount}</translation>
    </message>
</context>
<context>
    <name>Numpad</name>
    <message>
        <source>Backspace</source>
        <translation>Usuń znak</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wyczyść</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>OneBox</name>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n towar</numerusform>
            <numerusform>%n towary</numerusform>
            <numerusform>%n towarów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OversightFlow</name>
    <message>
        <source>Register of exceptions</source>
        <translation>Rejestr wyjątków</translation>
    </message>
    <message>
        <source>voids, drawers, prices, PINs by person</source>
        <translation>storna, szuflada, ceny, PIN-y według osób</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Dziennik</translation>
    </message>
    <message>
        <source>every event, its chain, export</source>
        <translation>każde zdarzenie, łańcuch, eksport</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>After the cash</source>
        <translation>Po gotówce</translation>
    </message>
    <message>
        <source>sales and cash moves are stopped</source>
        <translation>sprzedaż i ruchy gotówki wstrzymane</translation>
    </message>
    <message>
        <source>counting now</source>
        <translation>trwa liczenie</translation>
    </message>
    <message>
        <source>unreconciled</source>
        <translation>nieuzgodnione</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>policzone</translation>
    </message>
    <message>
        <source>read from the terminal</source>
        <translation>odczytane z terminala</translation>
    </message>
    <message>
        <source>from its slip</source>
        <translation>z wydruku</translation>
    </message>
    <message>
        <source>count the slips</source>
        <translation>policz kwity</translation>
    </message>
    <message>
        <source>count the notes</source>
        <translation>policz banknoty</translation>
    </message>
</context>
<context>
    <name>PaidScreen</name>
    <message>
        <source>Paid out</source>
        <translation>Wypłacono</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Reszta</translation>
    </message>
    <message>
        <source>Give the credit slip</source>
        <translation>Wydaj bon</translation>
    </message>
    <message>
        <source>Paid, no change</source>
        <translation>Zapłacono, bez reszty</translation>
    </message>
    <message>
        <source>Paid · {receipt}</source>
        <translation>Zapłacono · {receipt}</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Do zapłaty</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Zaokrąglenie</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Przyjęto</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Dano</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Bon zwrotny</translation>
    </message>
    <message>
        <source>Scan the next product</source>
        <translation>Zeskanuj następny towar</translation>
    </message>
    <message>
        <source>The next sale is ready</source>
        <translation>Można sprzedawać dalej</translation>
    </message>
    <message>
        <source>The first scan closes this screen and begins a new basket.</source>
        <translation>Pierwszy skan zamknie ten ekran i zacznie nowy koszyk.</translation>
    </message>
    <message>
        <source>Suspended baskets</source>
        <translation>Zawieszone koszyki</translation>
    </message>
    <message numerus="yes">
        <source>This shift: %n sale(s)</source>
        <translation>
            <numerusform>W tej zmianie: %n sprzedaż</numerusform>
            <numerusform>W tej zmianie: %n sprzedaże</numerusform>
            <numerusform>W tej zmianie: %n sprzedaży</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit slip {number}</source>
        <translation>Bon {number}</translation>
    </message>
    <message>
        <source>The customer gets it with the receipt</source>
        <translation>Klient dostaje go z paragonem</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipt printed</source>
        <translation>Paragon wydrukowany</translation>
    </message>
    <message>
        <source>Receipt is being printed</source>
        <translation>Paragon się drukuje</translation>
    </message>
    <message>
        <source>Receipt not printed</source>
        <translation>Paragon niewydrukowany</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Brak drukarki</translation>
    </message>
    <message>
        <source>The sale is in the journal; set up a printer in settings.</source>
        <translation>Sprzedaż jest w dzienniku; skonfiguruj drukarkę.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Przywróć</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Brak</translation>
    </message>
    <message>
        <source>Baskets</source>
        <translation>Koszyki</translation>
    </message>
</context>
<context>
    <name>PapersFlow</name>
    <message>
        <source>Receipts</source>
        <translation>Paragony</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Najpierw się zaloguj</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Wydruk próbny</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Drukarka nieskonfigurowana</translation>
    </message>
    <message>
        <source>A copy of {receipt} is being printed</source>
        <translation>Drukuje się kopia paragonu {receipt}</translation>
    </message>
    <message>
        <source>A gift slip of {receipt} is being printed</source>
        <translation>Drukuje się paragon prezentowy do {receipt}</translation>
    </message>
    <message>
        <source>A test page is being printed</source>
        <translation>Drukuje się wydruk próbny</translation>
    </message>
</context>
<context>
    <name>ParkingFlow</name>
    <message>
        <source>Basket suspended. F7 takes it back.</source>
        <translation>Koszyk zawieszony. F7 go przywraca.</translation>
    </message>
    <message>
        <source>The basket that could not be parked is back</source>
        <translation>Wrócił koszyk, którego nie udało się zawiesić</translation>
    </message>
    <message>
        <source>Suspended baskets</source>
        <translation>Zawieszone koszyki</translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s)</source>
        <translation>
            <numerusform>%n koszyk</numerusform>
            <numerusform>%n koszyki</numerusform>
            <numerusform>%n koszyków</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Przywróć</translation>
    </message>
    <message>
        <source>After the business day has ended, prices are taken anew.</source>
        <translation>Po zakończeniu dnia handlowego ceny są pobierane na nowo.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Prices of today: {amount}</source>
        <translation>Według dzisiejszych cen: {amount}</translation>
    </message>
</context>
<context>
    <name>PartsPanel</name>
    <message>
        <source>Parts of this payment</source>
        <translation>Części płatności</translation>
    </message>
    <message>
        <source>Remove one</source>
        <translation>Usuń część</translation>
    </message>
    <message>
        <source>Company: {number}</source>
        <translation>Firma: {number}</translation>
    </message>
    <message>
        <source>Company tax number for the receipt</source>
        <translation>NIP firmy na paragon</translation>
    </message>
    <message>
        <source>Nothing was taken yet.</source>
        <translation>Jeszcze nic nie przyjęto.</translation>
    </message>
    <message>
        <source>Remove {tender}</source>
        <translation>Usuń: {tender}</translation>
    </message>
    <message>
        <source>A lost answer is asked for again, the card is never charged twice.</source>
        <translation>Utracona odpowiedź jest pobierana ponownie, karty nie obciąża się dwa razy.</translation>
    </message>
    <message>
        <source>Try again is a new amount with a new number at the terminal.</source>
        <translation>Ponowienie to nowa kwota z nowym numerem w terminalu.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Przyjęto</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>W terminalu</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Odrzucono</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Wynik nieznany</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Co jest na wydruku terminala?</translation>
    </message>
    <message>
        <source>Money goes back</source>
        <translation>Zwrot pieniędzy</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the money is back: the terminal is asked</source>
        <translation>Nie wiadomo jeszcze, czy pieniądze wróciły: pytamy terminal</translation>
    </message>
    <message>
        <source>Asking the terminal, never charged again</source>
        <translation>Pytamy terminal, bez ponownego obciążenia</translation>
    </message>
    <message>
        <source>Give it back at the terminal. Approved: it is given back, declined: the part stays.</source>
        <translation>Zwróć kwotę na terminalu. Zatwierdzono: zwrócona, odmowa: część zostaje.</translation>
    </message>
    <message>
        <source>Key this amount into the terminal; the receipt waits for its answer.</source>
        <translation>Wpisz tę kwotę w terminalu; paragon czeka na odpowiedź.</translation>
    </message>
    <message>
        <source>{reason} · nothing taken</source>
        <translation>{reason} · nic nie pobrano</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmowa</translation>
    </message>
    <message>
        <source>Written to the journal</source>
        <translation>Zapisano w dzienniku</translation>
    </message>
    <message>
        <source>Terminal took the amount</source>
        <translation>Terminal przyjął kwotę</translation>
    </message>
    <message>
        <source>Card read</source>
        <translation>Karta odczytana</translation>
    </message>
    <message>
        <source>Customer enters the PIN</source>
        <translation>Klient wpisuje PIN</translation>
    </message>
    <message>
        <source>Answer of the bank</source>
        <translation>Odpowiedź banku</translation>
    </message>
    <message>
        <source>Ask the terminal</source>
        <translation>Zapytaj terminal</translation>
    </message>
    <message>
        <source>Cancel card</source>
        <translation>Anuluj kartę</translation>
    </message>
    <message>
        <source>asks the terminal</source>
        <translation>zapyta terminal</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Zaakceptowano</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Other tender</source>
        <translation>Inna płatność</translation>
    </message>
    <message>
        <source>Enter or F9 gives it back and finishes</source>
        <translation>Enter lub F9 odda i zakończy</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message>
        <source>Enter or F9 adds and finishes</source>
        <translation>Enter lub F9: przyjmij i zakończ</translation>
    </message>
    <message>
        <source>Enter or F9 adds this part</source>
        <translation>Enter lub F9: przyjmij część</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Gotówka</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Zaokrąglenie gotówki</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Reszta</translation>
    </message>
</context>
<context>
    <name>PayFace</name>
    <message>
        <source>Cash received</source>
        <translation>Przyjęta gotówka</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message>
        <source>Cash to hand over</source>
        <translation>Gotówka do wydania</translation>
    </message>
    <message>
        <source>empty means {amount}</source>
        <translation>gdy puste: {amount}</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Wynik nieznany</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Co jest na wydruku terminala?</translation>
    </message>
    <message>
        <source>The card gets its money back</source>
        <translation>Zwrot na kartę trwa</translation>
    </message>
    <message>
        <source>Card at the terminal</source>
        <translation>Karta w terminalu</translation>
    </message>
    <message>
        <source>The sale is being written</source>
        <translation>Sprzedaż się zapisuje</translation>
    </message>
    <message>
        <source>All else waits, also</source>
        <translation>Wszystko inne czeka, także</translation>
    </message>
</context>
<context>
    <name>PayScreen</name>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Odrzucono</translation>
    </message>
    <message>
        <source>Cancel card</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Zaakcept.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Zapytaj</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>NIP</translation>
    </message>
    <message>
        <source>Remove part</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Split equally</source>
        <translation>Po równo</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Bon zwr.</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Give {amount}</source>
        <translation>Wydaj {amount}</translation>
    </message>
    <message>
        <source>Cash {amount}</source>
        <translation>Got. {amount}</translation>
    </message>
    <message>
        <source>Type what is given, or a part of it</source>
        <translation>Wpisz przyjętą kwotę lub jej część</translation>
    </message>
    <message>
        <source>What the filled key shows</source>
        <translation>To, co jest na wypełnionym klawiszu</translation>
    </message>
    <message>
        <source>Take one of the amounts</source>
        <translation>Weź jedną z kwot</translation>
    </message>
    <message>
        <source>By card: what is left, or what was typed</source>
        <translation>Kartą: resztę do zapłaty lub wpisaną kwotę</translation>
    </message>
    <message>
        <source>Remove the last part</source>
        <translation>Usuń ostatnią część</translation>
    </message>
    <message>
        <source>Go to the tenders; Space takes one</source>
        <translation>Do form płatności; spacja wybiera</translation>
    </message>
</context>
<context>
    <name>PaySlab</name>
    <message>
        <source>To pay out</source>
        <translation>Do wypłaty</translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation>Pozostało do zapłaty</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message numerus="yes">
        <source>Total of %n line(s)</source>
        <translation>
            <numerusform>Razem, %n pozycja</numerusform>
            <numerusform>Razem, %n pozycje</numerusform>
            <numerusform>Razem, %n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>declined</source>
        <translation>odrzucono</translation>
    </message>
    <message>
        <source>{tender}, unknown</source>
        <translation>{tender}, wynik nieznany</translation>
    </message>
    <message>
        <source>With the terminal</source>
        <translation>W terminalu</translation>
    </message>
    <message>
        <source>Cash rounding, down to {step}</source>
        <translation>Zaokrąglenie w dół do {step}</translation>
    </message>
    <message>
        <source>Cash rounding to {step}</source>
        <translation>Zaokrąglenie do {step}</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Gotówką</translation>
    </message>
    <message>
        <source>Before discounts</source>
        <translation>Przed rabatami</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Rabaty</translation>
    </message>
    <message>
        <source>Tax added</source>
        <translation>Podatek doliczony</translation>
    </message>
</context>
<context>
    <name>Paying</name>
    <message>
        <source>Really {amount} in cash?</source>
        <translation>Na pewno {amount} gotówką?</translation>
    </message>
    <message>
        <source>That is more than ten times the amount due. Enter takes it, Esc does not.</source>
        <translation>To ponad dziesięć razy więcej niż do zapłaty. Enter: przyjmij, Esc: nie.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Tak</translation>
    </message>
    <message>
        <source>The sale was not made</source>
        <translation>Sprzedaży nie wykonano</translation>
    </message>
</context>
<context>
    <name>PiecesPage</name>
    <message>
        <source>Notes</source>
        <translation>Banknoty</translation>
    </message>
    <message>
        <source>Coins</source>
        <translation>Monety</translation>
    </message>
    <message>
        <source>Notes, {unit}</source>
        <translation>Banknoty, {unit}</translation>
    </message>
    <message>
        <source>Notes together</source>
        <translation>Banknoty razem</translation>
    </message>
    <message>
        <source>Coins, {unit}</source>
        <translation>Monety, {unit}</translation>
    </message>
    <message>
        <source>Coins together</source>
        <translation>Monety razem</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Sztuk</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Kwota</translation>
    </message>
</context>
<context>
    <name>PostVoidScreen</name>
    <message>
        <source>Post-void of {receipt}</source>
        <translation>Storno paragonu {receipt}</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Take the whole sale {receipt} of {amount} back?</source>
        <translation>Wystornować całą sprzedaż {receipt} na {amount}?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Wybierz powód</translation>
    </message>
    <message>
        <source>Somebody else approves it, always. The sale stays in the journal, a new record follows it.</source>
        <translation>Zawsze zatwierdza ktoś inny. Sprzedaż zostaje w dzienniku, po niej nowy zapis.</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message>
        <source>Credit slip {number} has to come back: scan it</source>
        <translation>Bon {number} musi wrócić: zeskanuj go</translation>
    </message>
    <message>
        <source>the whole sale, by the tenders that paid it</source>
        <translation>cała sprzedaż, tym, czym płacono</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Co wraca</translation>
    </message>
    <message>
        <source>Take back {amount}</source>
        <translation>Storno {amount}</translation>
    </message>
    <message>
        <source>asks for an approval</source>
        <translation>poprosi o zgodę</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Bon zwrotny</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Storno</translation>
    </message>
</context>
<context>
    <name>PostVoidsFlow</name>
    <message>
        <source>It is written into the journal</source>
        <translation>Trafi to do dziennika</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
</context>
<context>
    <name>ReasonFoot</name>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
</context>
<context>
    <name>ReasonPanel</name>
    <message>
        <source>In words</source>
        <translation>Słowami</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Napisz powód</translation>
    </message>
</context>
<context>
    <name>ReceiptList</name>
    <message>
        <source>of {receipt}</source>
        <translation>do {receipt}</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Uszkodzony</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Storno paragonu</translation>
    </message>
    <message>
        <source>Partly returned</source>
        <translation>Częściowo zwrócony</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Zwrócony</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Storno</translation>
    </message>
</context>
<context>
    <name>ReceiptsFace</name>
    <message>
        <source>searching…</source>
        <translation>szukamy…</translation>
    </message>
    <message>
        <source>Number, amount, product or 14:30</source>
        <translation>Numer, kwota, towar lub 14:30</translation>
    </message>
    <message>
        <source>No receipt like that on this register.</source>
        <translation>Takiego paragonu nie ma na tej kasie.</translation>
    </message>
    <message>
        <source>No receipts in this time.</source>
        <translation>Brak paragonów z tego czasu.</translation>
    </message>
    <message>
        <source>all days</source>
        <translation>wszystkie dni</translation>
    </message>
    <message>
        <source>this shift</source>
        <translation>ta zmiana</translation>
    </message>
    <message>
        <source>today</source>
        <translation>dziś</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>wczoraj</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>ostatnie 7 dni</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>ostatnie 30 dni</translation>
    </message>
    <message>
        <source>Choose a receipt</source>
        <translation>Wybór paragonu</translation>
    </message>
    <message>
        <source>Sold about then; 14:00-15:00 within that hour</source>
        <translation>Sprzedane mniej więcej wtedy; 14:00-15:00 w tej godzinie</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Receipts with that product; a scan does the same</source>
        <translation>Paragony z tym towarem; skan robi to samo</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Okres</translation>
    </message>
</context>
<context>
    <name>ReceiptsScreen</name>
    <message>
        <source>Receipts of this register</source>
        <translation>Paragony tej kasy</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Storno</translation>
    </message>
    <message>
        <source>Gift slip</source>
        <translation>Prezent</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>Czekają: {count}</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>Choose a receipt first</source>
        <translation>Najpierw wybierz paragon</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopia</translation>
    </message>
</context>
<context>
    <name>RecordsScreen</name>
    <message>
        <source>Arrows choose, Enter takes it.</source>
        <translation>Strzałki wybierają, Enter bierze.</translation>
    </message>
</context>
<context>
    <name>RefundRows</name>
    <message>
        <source>Handed over at the end</source>
        <translation>Wydaje się na końcu</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Czeka</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>W terminalu</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Oddano</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Odrzucono</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Wynik nieznany</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Co jest na wydruku terminala?</translation>
    </message>
    <message>
        <source>Asking the terminal, never given back twice</source>
        <translation>Pytamy terminal; nic nie wróci dwa razy</translation>
    </message>
    <message>
        <source>Give it back at the terminal; then say what its slip says.</source>
        <translation>Oddaj na terminalu; potem podaj, co na wydruku.</translation>
    </message>
    <message>
        <source>{reason} · nothing was given back</source>
        <translation>{reason} · nic nie oddano</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmowa</translation>
    </message>
    <message>
        <source>paid {amount}</source>
        <translation>zapłacono {amount}</translation>
    </message>
    <message>
        <source>Ask the terminal again</source>
        <translation>Zapytaj terminal ponownie</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Gotówką</translation>
    </message>
</context>
<context>
    <name>Refunding</name>
    <message>
        <source>Write again</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Odrzucono</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Oddano</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Zapytaj</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Gotówką</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Odłóż</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Wyjdź</translation>
    </message>
</context>
<context>
    <name>RestScreen</name>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message>
        <source>Credit {credit}, the new goods take {takes} of it</source>
        <translation>Zaliczenie {credit}, nowe towary biorą {takes}</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Co wraca</translation>
    </message>
    <message>
        <source>A lost answer is asked for again, nothing is given back twice.</source>
        <translation>O zgubioną odpowiedź zapytamy, nic nie wróci dwa razy.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
</context>
<context>
    <name>ReturnHead</name>
    <message>
        <source>Line</source>
        <translation>Pozycja</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Kwota</translation>
    </message>
    <message>
        <source>To return</source>
        <translation>Do zwrotu</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Zostało</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Kupiono</translation>
    </message>
</context>
<context>
    <name>ReturnScreen</name>
    <message>
        <source>Return to {receipt}</source>
        <translation>Zwrot do {receipt}</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>Zwrot bez paragonu</translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation>Cały paragon</translation>
    </message>
    <message>
        <source>Scan what comes back. Prices of today, without discounts.</source>
        <translation>Skanuj zwracane towary. Ceny dzisiejsze, bez rabatów.</translation>
    </message>
    <message>
        <source>taken back until {day}</source>
        <translation>przyjmujemy do {day}</translation>
    </message>
    <message>
        <source>no reason yet</source>
        <translation>jeszcze bez powodu</translation>
    </message>
    <message>
        <source>back on the shelf</source>
        <translation>z powrotem na półkę</translation>
    </message>
    <message>
        <source>damaged, put aside</source>
        <translation>uszkodzony, odłożyć</translation>
    </message>
    <message>
        <source>written off</source>
        <translation>spisany na straty</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Cały</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Cena</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Wymiana</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Gotówką</translation>
    </message>
    <message>
        <source>Onto a slip</source>
        <translation>Na bon</translation>
    </message>
    <message>
        <source>Return {amount}</source>
        <translation>Zwróć {amount}</translation>
    </message>
    <message>
        <source>Return it</source>
        <translation>Zwróć</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Choose a line</source>
        <translation>Wybór pozycji</translation>
    </message>
    <message>
        <source>How much of it comes back</source>
        <translation>Ile wraca</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>O jeden więcej, mniej</translation>
    </message>
    <message>
        <source>All that is left of the line</source>
        <translation>Cała reszta pozycji</translation>
    </message>
    <message>
        <source>Nothing of the line</source>
        <translation>Nic z pozycji</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Inny powód</translation>
    </message>
    <message>
        <source>The whole receipt</source>
        <translation>Cały paragon</translation>
    </message>
    <message>
        <source>The next line; gives nothing back</source>
        <translation>Następna pozycja; nic nie oddaje</translation>
    </message>
</context>
<context>
    <name>ReturnSide</name>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Co wraca</translation>
    </message>
    <message>
        <source>Choose what comes back: arrows and digits, or scan it.</source>
        <translation>Wybierz, co wraca: strzałki i cyfry albo skan.</translation>
    </message>
    <message>
        <source>Nothing is chosen yet</source>
        <translation>Jeszcze nic nie wybrano</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>{lines} · prices of today</source>
        <translation>{lines} · ceny dzisiejsze</translation>
    </message>
    <message>
        <source>{lines} · tax and discounts as on the receipt</source>
        <translation>{lines} · podatek i rabaty jak na paragonie</translation>
    </message>
    <message>
        <source>Tax {rate}</source>
        <translation>VAT {rate}</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Zaokrąglenie gotówki</translation>
    </message>
    <message>
        <source>The money is on its way. A lost answer is asked for again, nothing is given back twice.</source>
        <translation>Pieniądze w drodze. O zgubioną odpowiedź zapytamy, nic nie wróci dwa razy.</translation>
    </message>
    <message>
        <source>Every return is approved by somebody else</source>
        <translation>Każdy zwrot zatwierdza ktoś inny</translation>
    </message>
    <message>
        <source>Without an approval up to {limit} a shift, {used} of it used</source>
        <translation>Bez zgody do {limit} na zmianę, wykorzystano {used}</translation>
    </message>
    <message>
        <source>F9 asks for an approval: {what}</source>
        <translation>F9 poprosi o zgodę: {what}</translation>
    </message>
    <message>
        <source>Taken back until {day}: later by approval</source>
        <translation>Przyjmujemy do {day}: później za zgodą</translation>
    </message>
    <message>
        <source>Give back {amount}</source>
        <translation>Oddaj {amount}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>czeka</translation>
    </message>
    <message>
        <source>the card first, at the terminal</source>
        <translation>najpierw karta, na terminalu</translation>
    </message>
    <message>
        <source>then the drawer opens</source>
        <translation>potem otworzy się szuflada</translation>
    </message>
</context>
<context>
    <name>ReturnedScreen</name>
    <message>
        <source>Give the customer</source>
        <translation>Wydaj klientowi</translation>
    </message>
    <message>
        <source>Take from the customer</source>
        <translation>Przyjmij od klienta</translation>
    </message>
    <message>
        <source>Given back, no cash</source>
        <translation>Oddano, bez gotówki</translation>
    </message>
    <message>
        <source>Returned · {receipt}</source>
        <translation>Zwrot · {receipt}</translation>
    </message>
    <message>
        <source>Post-void · {receipt}</source>
        <translation>Storno · {receipt}</translation>
    </message>
    <message>
        <source>Scan the next product</source>
        <translation>Zeskanuj następny towar</translation>
    </message>
    <message>
        <source>Receipt {receipt} is taken back whole. The first scan begins the next sale.</source>
        <translation>Paragon {receipt} wystornowano w całości. Pierwszy skan zaczyna następną sprzedaż.</translation>
    </message>
    <message>
        <source>The customer gets the money and this receipt. The first scan begins the next sale.</source>
        <translation>Klient dostaje pieniądze i ten paragon. Pierwszy skan zaczyna następną sprzedaż.</translation>
    </message>
    <message>
        <source>Exchange: paid new goods</source>
        <translation>Wymiana: opłacono nowe towary</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Oddano</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>Przyjęto</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Zaokrąglenie gotówki</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>of receipt {receipt}</source>
        <translation>do paragonu {receipt}</translation>
    </message>
    <message>
        <source>Slip of the post-void printed</source>
        <translation>Wydruk storna gotowy</translation>
    </message>
    <message>
        <source>Slip of the post-void is being printed</source>
        <translation>Drukuje się storno</translation>
    </message>
    <message>
        <source>Slip of the post-void not printed</source>
        <translation>Storna nie wydrukowano</translation>
    </message>
    <message>
        <source>The post-void is in the journal.</source>
        <translation>Storno jest w dzienniku.</translation>
    </message>
    <message>
        <source>Return receipt printed</source>
        <translation>Paragon zwrotu wydrukowany</translation>
    </message>
    <message>
        <source>Return receipt is being printed</source>
        <translation>Paragon zwrotu się drukuje</translation>
    </message>
    <message>
        <source>Return receipt not printed</source>
        <translation>Paragon zwrotu niewydrukowany</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Brak drukarki</translation>
    </message>
    <message>
        <source>The return is in the journal.</source>
        <translation>Zwrot jest w dzienniku.</translation>
    </message>
</context>
<context>
    <name>ReturnsFlow</name>
    <message>
        <source>Find what comes back</source>
        <translation>Znajdź, co wraca</translation>
    </message>
    <message>
        <source>On this receipt</source>
        <translation>Na tym paragonie</translation>
    </message>
    <message>
        <source>In the catalogue</source>
        <translation>W katalogu</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>Kod lub nazwa</translation>
    </message>
    <message>
        <source>Why it comes back</source>
        <translation>Dlaczego wraca</translation>
    </message>
    <message>
        <source>For the line, and for what has no reason yet</source>
        <translation>Dla pozycji i tego, co nie ma jeszcze powodu</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Zastosuj</translation>
    </message>
    <message>
        <source>The reason decides in which condition the goods are; F4 changes it.</source>
        <translation>Powód określa stan towaru; F4 go zmienia.</translation>
    </message>
    <message>
        <source>It is written into the journal</source>
        <translation>Trafi to do dziennika</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Left to return: {quantity}</source>
        <translation>Do zwrotu zostało: {quantity}</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Wraca</translation>
    </message>
    <message>
        <source>A typed price is approved by somebody else</source>
        <translation>Wpisaną cenę zatwierdza ktoś inny</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Cena</translation>
    </message>
</context>
<context>
    <name>SellFace</name>
    <message>
        <source>Find by name</source>
        <translation>Znajdź po nazwie</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Skanuj lub pisz</translation>
    </message>
</context>
<context>
    <name>SellScreen</name>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabat</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Gdzie jest</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Płatność</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Zamówienia</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Wolna cena</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Sprawdz.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmowa</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Zawieś</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Przywróć</translation>
    </message>
</context>
<context>
    <name>SettingsFlow</name>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>devices, copies, screen, keys</source>
        <translation>urządzenia, kopie, ekran, klawisze</translation>
    </message>
    <message>
        <source>Not on this register</source>
        <translation>Nie na tej kasie</translation>
    </message>
    <message>
        <source>Not in training</source>
        <translation>Nie w szkoleniu</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Najpierw się zaloguj</translation>
    </message>
    <message>
        <source>Scan any code now: 20 seconds</source>
        <translation>Zeskanuj dowolny kod: 20 sekund</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Pytamy…</translation>
    </message>
    <message>
        <source>Came: {raw}</source>
        <translation>Przyszło: {raw}</translation>
    </message>
    <message>
        <source>Understood: {text} · {symbology} · {means}</source>
        <translation>Zrozumiano: {text} · {symbology} · {means}</translation>
    </message>
    <message>
        <source>Copied and verified: {path}</source>
        <translation>Skopiowano i sprawdzono: {path}</translation>
    </message>
    <message>
        <source>Leave the settings</source>
        <translation>Wyjdź z ustawień</translation>
    </message>
    <message>
        <source>What was changed has not been saved.</source>
        <translation>Zmian nie zapisano.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>F9 in the settings saves.</source>
        <translation>F9 w ustawieniach zapisuje.</translation>
    </message>
    <message>
        <source>Go on changing</source>
        <translation>Zmieniaj dalej</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>Wyjdź bez zapisu</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>press the new key</source>
        <translation>naciśnij nowy klawisz</translation>
    </message>
    <message>
        <source>It is being tried</source>
        <translation>Trwa próba</translation>
    </message>
    <message>
        <source>Found: {ports}. F6 takes the next one.</source>
        <translation>Znaleziono: {ports}. F6 bierze następny.</translation>
    </message>
    <message>
        <source>No serial port was found. Keyboard scanners need no setting.</source>
        <translation>Nie znaleziono portu. Skanery klawiaturowe nie wymagają ustawień.</translation>
    </message>
    <message>
        <source>tcp://10.0.0.7:9100, serial:///dev/ttyUSB0?baud=19200, usb://04b8:0e15 or empty</source>
        <translation>tcp://10.0.0.7:9100, serial:///dev/ttyUSB0?baud=19200, usb://04b8:0e15 lub puste</translation>
    </message>
    <message>
        <source>Enter, then press the new key.</source>
        <translation>Enter, potem nowy klawisz.</translation>
    </message>
    <message>
        <source>Empty keeps the copies beside the data: better than none.</source>
        <translation>Puste: kopie obok danych, lepsze niż żadne.</translation>
    </message>
    <message>
        <source>It hangs on the printer. Trying it out is journalled.</source>
        <translation>Wisi na drukarce. Próba trafia do dziennika.</translation>
    </message>
    <message>
        <source>Another section</source>
        <translation>Inna sekcja</translation>
    </message>
    <message>
        <source>Another choice</source>
        <translation>Inny wybór</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Next port</source>
        <translation>Następny port</translation>
    </message>
    <message>
        <source>No more than {most} scanners</source>
        <translation>Najwyżej {most} skanery</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Dodaj</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nic nie zmieniono</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Read: {text} ({symbology})</source>
        <translation>Odczyt: {text} ({symbology})</translation>
    </message>
</context>
<context>
    <name>SettlePanel</name>
    <message>
        <source>Suspended baskets</source>
        <translation>Zawieszone koszyki</translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s) to settle before the shift ends</source>
        <translation>
            <numerusform>%n koszyk do rozliczenia przed końcem zmiany</numerusform>
            <numerusform>%n koszyki do rozliczenia przed końcem zmiany</numerusform>
            <numerusform>%n koszyków do rozliczenia przed końcem zmiany</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall it</source>
        <translation>Przywróć go</translation>
    </message>
    <message>
        <source>back to selling with this basket</source>
        <translation>z powrotem do sprzedaży z tym koszykiem</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Anuluj go</translation>
    </message>
    <message>
        <source>with a reason</source>
        <translation>z podaniem powodu</translation>
    </message>
    <message>
        <source>Carry them</source>
        <translation>Przenieś je</translation>
    </message>
    <message>
        <source>they stay parked and stand on the Z</source>
        <translation>zostaną zawieszone i trafią na Z</translation>
    </message>
    <message>
        <source>Up and Down choose a basket. Esc goes back.</source>
        <translation>Strzałki wybierają koszyk. Esc wraca.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>Przenieś</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Przywróć</translation>
    </message>
</context>
<context>
    <name>SettlingFlow</name>
    <message>
        <source>The basket was cancelled</source>
        <translation>Koszyk anulowany</translation>
    </message>
    <message>
        <source>Cancel the suspended basket</source>
        <translation>Anuluj zawieszony koszyk</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the basket</source>
        <translation>Anuluj koszyk</translation>
    </message>
    <message>
        <source>The journal keeps what was in it, who and why.</source>
        <translation>Dziennik przechowuje zawartość, kto anulował i dlaczego.</translation>
    </message>
</context>
<context>
    <name>ShiftFlow</name>
    <message>
        <source>X report</source>
        <translation>Raport X</translation>
    </message>
    <message>
        <source>how the shift stands; read first, then print</source>
        <translation>jak stoi zmiana; najpierw na ekranie</translation>
    </message>
    <message>
        <source>Count and close the shift</source>
        <translation>Policz i zamknij zmianę</translation>
    </message>
    <message>
        <source>stops sales, asks first</source>
        <translation>wstrzyma sprzedaż, najpierw zapyta</translation>
    </message>
    <message>
        <source>The X report is being printed</source>
        <translation>Raport X się drukuje</translation>
    </message>
    <message>
        <source>Sales and cash moves stop; the drawer opens.</source>
        <translation>Sprzedaż i ruchy gotówki staną; szuflada się otworzy.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>A count can be given up; what was counted stays on record.</source>
        <translation>Liczenie można przerwać; policzone zostaje w zapisie.</translation>
    </message>
    <message>
        <source>Count the till</source>
        <translation>Policz kasę</translation>
    </message>
    <message>
        <source>Go on selling</source>
        <translation>Sprzedawaj dalej</translation>
    </message>
    <message>
        <source>Count and close</source>
        <translation>Policz i zamknij</translation>
    </message>
    <message>
        <source>Shift {number} was not closed</source>
        <translation>Zmiana {number} nie została zamknięta</translation>
    </message>
    <message>
        <source>{name}, opened {date}</source>
        <translation>{name}, otwarta {date}</translation>
    </message>
    <message>
        <source>Its Z says that it was forgotten and who closed it.</source>
        <translation>Jej Z powie, że zapomniano i kto zamknął.</translation>
    </message>
    <message>
        <source>Count and close it now</source>
        <translation>Policz i zamknij teraz</translation>
    </message>
    <message>
        <source>Sell on for now</source>
        <translation>Na razie sprzedawaj</translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message>
        <source>Opening cash</source>
        <translation>Stan początkowy kasy</translation>
    </message>
    <message>
        <source>Counted so far</source>
        <translation>Dotąd policzono</translation>
    </message>
    <message>
        <source>{done} of {all} kinds counted</source>
        <translation>Policzono {done} z {all} nominałów</translation>
    </message>
    <message>
        <source>blind: what was left is shown afterwards</source>
        <translation>w ciemno: co zostało, pokażemy potem</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Otwórz zmianę</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>Został %n nominał</numerusform>
            <numerusform>Zostały %n nominały</numerusform>
            <numerusform>Zostało %n nominałów</numerusform>
        </translation>
    </message>
    <message>
        <source>Pieces of {value}</source>
        <translation>Sztuk po {value}</translation>
    </message>
    <message>
        <source>empty counts 0</source>
        <translation>puste to 0</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Policzono</translation>
    </message>
    <message>
        <source>Begin to sell</source>
        <translation>Zacznij sprzedaż</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Sprzedaż</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Over what was left</source>
        <translation>Więcej niż zostawiono</translation>
    </message>
    <message>
        <source>Short of what was left</source>
        <translation>Mniej niż zostawiono</translation>
    </message>
    <message>
        <source>Counted: {amount}</source>
        <translation>Policzono: {amount}</translation>
    </message>
    <message>
        <source>Left by the last shift: {amount}</source>
        <translation>Zostawiła poprzednia zmiana: {amount}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wyczyść</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Arrows choose, what is typed fills the field, Enter goes on, Esc goes back.</source>
        <translation>Strzałki wybierają, wpisane trafia do pola, Enter: dalej, Esc: wstecz.</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Quick keys</source>
        <translation>Klawisze</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Numpad</source>
        <translation>Cyfry</translation>
    </message>
</context>
<context>
    <name>TableHead</name>
    <message>
        <source>#</source>
        <translation>Nr</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Towar</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Cena</translation>
    </message>
    <message>
        <source>Discount and reason</source>
        <translation>Rabat i powód</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Razem</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Quantity: {name}</source>
        <translation>Ilość: {name}</translation>
    </message>
    <message>
        <source>Split off: {name}</source>
        <translation>Odłącz: {name}</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Znajdź po nazwie</translation>
    </message>
</context>
<context>
    <name>TenderKeys</name>
    <message>
        <source>{amount}, or type less</source>
        <translation>{amount} lub wpisz mniej</translation>
    </message>
    <message>
        <source>Type its value, then this key</source>
        <translation>Wpisz wartość i naciśnij</translation>
    </message>
    <message>
        <source>Scan it, or type its code</source>
        <translation>Zeskanuj lub wpisz kod</translation>
    </message>
    <message>
        <source>Type the foreign amount, then this key</source>
        <translation>Wpisz walutę i naciśnij</translation>
    </message>
    <message>
        <source>a part; the rest stays to pay</source>
        <translation>część; pozostałe do zapłaty</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>Reszta {amount}</translation>
    </message>
    <message>
        <source>exact, rounding {amount}</source>
        <translation>równo, zaokr. {amount}</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>odliczone</translation>
    </message>
</context>
<context>
    <name>TenderRow</name>
    <message>
        <source>Slips</source>
        <translation>Kwity</translation>
    </message>
    <message>
        <source>Amount, {unit}</source>
        <translation>Kwota, {unit}</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Odczytaj ponownie</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Odczytaj</translation>
    </message>
    <message>
        <source>asking the terminal for its batch total</source>
        <translation>pytamy terminal o sumę</translation>
    </message>
    <message>
        <source>batch total read from the terminal, {time}</source>
        <translation>suma odczytana z terminala, {time}</translation>
    </message>
    <message>
        <source>typed from the terminal&apos;s slip</source>
        <translation>wpisano z wydruku terminala</translation>
    </message>
    <message>
        <source>{why}. Type it from its slip, or leave it unreconciled.</source>
        <translation>{why}. Wpisz z wydruku lub zostaw nieuzgodnione.</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>policzone</translation>
    </message>
    <message>
        <source>count the slips</source>
        <translation>policz kwity</translation>
    </message>
    <message>
        <source>type the total of its slip</source>
        <translation>wpisz sumę z wydruku</translation>
    </message>
    <message>
        <source>count the notes</source>
        <translation>policz banknoty</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>Apply</source>
        <translation>Zastosuj</translation>
    </message>
    <message>
        <source>Type a few words first</source>
        <translation>Najpierw wpisz kilka słów</translation>
    </message>
    <message>
        <source>Type the code first</source>
        <translation>Najpierw wpisz kod</translation>
    </message>
</context>
<context>
    <name>TotalsSlab</name>
    <message>
        <source>Before discounts</source>
        <translation>Przed rabatami</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Rabaty</translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation>W tym VAT</translation>
    </message>
    <message>
        <source>Tax added</source>
        <translation>Podatek doliczony</translation>
    </message>
    <message>
        <source>Points to earn</source>
        <translation>Punkty za zakupy</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkty</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Do zapłaty</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Do oddania</translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>Training: nothing here is sold, the drawer stays shut</source>
        <translation>Szkolenie: nic nie jest sprzedawane, szuflada zamknięta</translation>
    </message>
    <message>
        <source>{training} · everybody&apos;s PIN is {pin}</source>
        <translation>{training} · PIN wszystkich to {pin}</translation>
    </message>
</context>
<context>
    <name>UpkeepFlow</name>
    <message>
        <source>Doctor</source>
        <translation>Diagnostyka</translation>
    </message>
    <message>
        <source>what needs attention, and the next step</source>
        <translation>co wymaga uwagi i następny krok</translation>
    </message>
    <message>
        <source>Not in training</source>
        <translation>Nie w szkoleniu</translation>
    </message>
    <message>
        <source>Saved: the new settings hold now</source>
        <translation>Zapisano: nowe ustawienia już działają</translation>
    </message>
    <message>
        <source>Leave training</source>
        <translation>Wyjdź ze szkolenia</translation>
    </message>
    <message>
        <source>back to real sales</source>
        <translation>z powrotem do prawdziwej sprzedaży</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Szkolenie</translation>
    </message>
    <message>
        <source>practise without selling</source>
        <translation>ćwiczenie bez sprzedaży</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Najpierw się zaloguj</translation>
    </message>
    <message>
        <source>Not on this register</source>
        <translation>Nie na tej kasie</translation>
    </message>
    <message>
        <source>Finish or suspend the basket first</source>
        <translation>Najpierw dokończ lub zawieś koszyk</translation>
    </message>
    <message>
        <source>Finish the payment first</source>
        <translation>Najpierw dokończ płatność</translation>
    </message>
    <message>
        <source>Nothing is sold, the drawer stays shut, every paper says so.</source>
        <translation>Nic się nie sprzedaje, szuflada zamknięta, każdy papier to mówi.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>The journal notes who begins. The shift stays as it is.</source>
        <translation>Dziennik zapisze, kto zaczął. Zmiana zostaje bez zmian.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Pracuj dalej</translation>
    </message>
    <message>
        <source>Begin training</source>
        <translation>Zacznij szkolenie</translation>
    </message>
    <message>
        <source>The real register comes back, at its login.</source>
        <translation>Wróci prawdziwa kasa, na logowaniu.</translation>
    </message>
    <message>
        <source>Next time training begins anew.</source>
        <translation>Następnym razem szkolenie zacznie się od nowa.</translation>
    </message>
    <message>
        <source>Go on practising</source>
        <translation>Ćwicz dalej</translation>
    </message>
</context>
<context>
    <name>WaitingFlow</name>
    <message>
        <source>Money to give back</source>
        <translation>Pieniądze do oddania</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n czeka</numerusform>
            <numerusform>%n czekają</numerusform>
            <numerusform>%n czeka</numerusform>
        </translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Najpierw się zaloguj</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nic nie czeka</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) or return(s) still have to get money back</source>
        <translation>
            <numerusform>%n karta lub zwrot wciąż czeka na pieniądze</numerusform>
            <numerusform>%n karty lub zwroty wciąż czekają na pieniądze</numerusform>
            <numerusform>%n kart lub zwrotów wciąż czeka na pieniądze</numerusform>
        </translation>
    </message>
    <message>
        <source>They are listed in More, too.</source>
        <translation>Są też w „Więcej”.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Później</translation>
    </message>
    <message>
        <source>Return to {receipt}</source>
        <translation>Zwrot do {receipt}</translation>
    </message>
    <message>
        <source>Post-void of {receipt}</source>
        <translation>Storno paragonu {receipt}</translation>
    </message>
    <message>
        <source>card: outcome unknown</source>
        <translation>karta: wynik nieznany</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>niedokończone</translation>
    </message>
    <message>
        <source>approved, the sale went on without it</source>
        <translation>zaakceptowana, sprzedaż poszła bez niej</translation>
    </message>
    <message>
        <source>at the terminal</source>
        <translation>przy terminalu</translation>
    </message>
    <message>
        <source>outcome unknown, ask the terminal</source>
        <translation>wynik nieznany, zapytaj terminal</translation>
    </message>
    <message>
        <source>give it back at the terminal; what does the slip say?</source>
        <translation>oddaj na terminalu; co na wydruku?</translation>
    </message>
    <message>
        <source>The card got its money back</source>
        <translation>Karta dostała pieniądze z powrotem</translation>
    </message>
</context>
<context>
    <name>WaitingPanel</name>
    <message>
        <source>Money to give back</source>
        <translation>Pieniądze do oddania</translation>
    </message>
    <message>
        <source>Every row waits until it is finished</source>
        <translation>Każdy wiersz czeka na dokończenie</translation>
    </message>
    <message>
        <source>A card gets its money once; a lost answer is asked for again.</source>
        <translation>Karta dostaje pieniądze raz; o zgubioną odpowiedź zapytamy.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Kontynuuj</translation>
    </message>
    <message>
        <source>Give the money back</source>
        <translation>Oddaj pieniądze</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Ask the terminal again</source>
        <translation>Zapytaj terminal ponownie</translation>
    </message>
    <message>
        <source>Given back, says the slip: F5</source>
        <translation>Oddano, mówi wydruk: F5</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>W terminalu</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nic nie czeka</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Odrzucono</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Oddano</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>nobody logged in</source>
        <translation>nikt niezalogowany</translation>
    </message>
    <message>
        <source>approved: {name}</source>
        <translation>zgoda: {name}</translation>
    </message>
    <message>
        <source>after Pay was opened</source>
        <translation>po otwarciu „Zapłać”</translation>
    </message>
    <message>
        <source>since an earlier day</source>
        <translation>od wcześniejszego dnia</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN: {name}</translation>
    </message>
    <message>
        <source>login</source>
        <translation>logowanie</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n sekunda</numerusform>
            <numerusform>%n sekundy</numerusform>
            <numerusform>%n sekund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n raz</numerusform>
            <numerusform>%n razy</numerusform>
            <numerusform>%n razy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n zdarzenie</numerusform>
            <numerusform>%n zdarzenia</numerusform>
            <numerusform>%n zdarzeń</numerusform>
        </translation>
    </message>
    <message>
        <source>register of exceptions</source>
        <translation>rejestr wyjątków</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>dziennik</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>paragony</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>rozpoczęte</translation>
    </message>
    <message>
        <source>left</source>
        <translation>zakończone</translation>
    </message>
    <message>
        <source>opening cash</source>
        <translation>stan początkowy kasy</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Wszystko</translation>
    </message>
    <message>
        <source>Only what is marked</source>
        <translation>Tylko oznaczone</translation>
    </message>
    <message>
        <source>Voids and cancelled baskets</source>
        <translation>Storna i anulowane koszyki</translation>
    </message>
    <message>
        <source>Prices, discounts, open items, empties</source>
        <translation>Ceny, rabaty, pozycje otwarte, opakowania</translation>
    </message>
    <message>
        <source>Returns and post-voids</source>
        <translation>Zwroty i storna paragonów</translation>
    </message>
    <message>
        <source>Cash, counts and copies</source>
        <translation>Gotówka, liczenia i kopie</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Zgody</translation>
    </message>
    <message>
        <source>PINs, clock, settings, training</source>
        <translation>PIN-y, zegar, ustawienia, szkolenie</translation>
    </message>
    <message>
        <source>Who looked and exported</source>
        <translation>Kto oglądał i eksportował</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n sprzedaż</numerusform>
            <numerusform>%n sprzedaże</numerusform>
            <numerusform>%n sprzedaży</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n oznaczony</numerusform>
            <numerusform>%n oznaczone</numerusform>
            <numerusform>%n oznaczonych</numerusform>
        </translation>
    </message>
    <message>
        <source>Scanner {number}</source>
        <translation>Skaner {number}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drukarka</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Szuflada kasowa</translation>
    </message>
    <message>
        <source>Payment terminal</source>
        <translation>Terminal płatniczy</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Urządzenie fiskalne</translation>
    </message>
    <message>
        <source>Marked goods</source>
        <translation>Towary oznakowane</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Ekran i dźwięk</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Klawisze</translation>
    </message>
    <message>
        <source>Read a code</source>
        <translation>Odczytaj kod</translation>
    </message>
    <message>
        <source>Print a page</source>
        <translation>Próba druku</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation>Zapytaj</translation>
    </message>
    <message>
        <source>Make a copy</source>
        <translation>Zrób kopię</translation>
    </message>
    <message>
        <source>Folder on another disk</source>
        <translation>Folder na innym dysku</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Otwiera</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Sterownik</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Prędkość</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Prefiks</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Zakończenie</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Czyta</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Columns (0: as the kind has)</source>
        <translation>Kolumny (0: jak rodzaj)</translation>
    </message>
    <message>
        <source>Code page</source>
        <translation>Strona kodowa</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Połączenie</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Motyw</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Cały ekran</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Dźwięki</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>The one box</source>
        <translation>Jedno pole</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabat</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Ilość</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Gdzie jest</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Zawieś</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Płatność</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Zamówienia</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blokada</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Krok wstecz</translation>
    </message>
    <message>
        <source>Cancel the basket</source>
        <translation>Anuluj koszyk</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Drukuj kopię</translation>
    </message>
    <message>
        <source>product</source>
        <translation>towar</translation>
    </message>
    <message>
        <source>product by its short number</source>
        <translation>towar po krótkim numerze</translation>
    </message>
    <message>
        <source>label with a weight</source>
        <translation>etykieta z wagą</translation>
    </message>
    <message>
        <source>label with a price</source>
        <translation>etykieta z ceną</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>identyfikator</translation>
    </message>
    <message>
        <source>customer card</source>
        <translation>karta klienta</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>kupon</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>paragon</translation>
    </message>
    <message>
        <source>suspended basket</source>
        <translation>zawieszony koszyk</translation>
    </message>
    <message>
        <source>order</source>
        <translation>zamówienie</translation>
    </message>
    <message>
        <source>markdown sticker</source>
        <translation>naklejka przeceny</translation>
    </message>
    <message>
        <source>slip for empties</source>
        <translation>kwit za opakowania</translation>
    </message>
    <message>
        <source>no code of this store</source>
        <translation>nie kod tego sklepu</translation>
    </message>
    <message>
        <source>text, looked for by name</source>
        <translation>tekst, szukany po nazwie</translation>
    </message>
    <message>
        <source>as the store has set</source>
        <translation>jak ustawił sklep</translation>
    </message>
    <message>
        <source>as the kind has</source>
        <translation>jak rodzaj</translation>
    </message>
    <message>
        <source>no drawer</source>
        <translation>bez szuflady</translation>
    </message>
    <message>
        <source>pin 2</source>
        <translation>pin 2</translation>
    </message>
    <message>
        <source>pin 5</source>
        <translation>pin 5</translation>
    </message>
    <message>
        <source>light</source>
        <translation>jasny</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>ciemny</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>wysoki kontrast</translation>
    </message>
    <message>
        <source>stands alone</source>
        <translation>osobny</translation>
    </message>
    <message>
        <source>over the network</source>
        <translation>przez sieć</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>any line end</source>
        <translation>dowolny koniec wiersza</translation>
    </message>
    <message>
        <source>codes of goods</source>
        <translation>kody towarów</translation>
    </message>
    <message>
        <source>chips of badges</source>
        <translation>chipy identyfikatorów</translation>
    </message>
    <message>
        <source>on</source>
        <translation>wł.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>wył.</translation>
    </message>
</context>
<context>
    <name>XGroups</name>
    <message>
        <source>Sales</source>
        <translation>Sprzedaże</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Zwroty</translation>
    </message>
    <message>
        <source>Voided after payment</source>
        <translation>Storno po zapłacie</translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation>Obrót</translation>
    </message>
    <message>
        <source>Rounding of cash</source>
        <translation>Zaokrąglenie gotówki</translation>
    </message>
    <message>
        <source>Of sales paid by returns</source>
        <translation>Sprzedaże opłacone zwrotami</translation>
    </message>
    <message>
        <source>Customers saved</source>
        <translation>Klienci zaoszczędzili</translation>
    </message>
    <message>
        <source>Deposits and fees</source>
        <translation>Kaucje i opłaty</translation>
    </message>
    <message>
        <source>Paid out for empties</source>
        <translation>Wypłacono za opakowania</translation>
    </message>
    <message>
        <source>Credit slips given</source>
        <translation>Wydane bony</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Paragony</translation>
    </message>
    <message>
        <source>Sales and returns</source>
        <translation>Sprzedaże i zwroty</translation>
    </message>
    <message>
        <source>{tender}, given back</source>
        <translation>{tender}, oddano</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>Czym zapłacono</translation>
    </message>
    <message>
        <source>How often each tender was used</source>
        <translation>Ile razy czym płacono</translation>
    </message>
    <message>
        <source>Opening cash</source>
        <translation>Stan początkowy kasy</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Wpłata</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Wypłacono</translation>
    </message>
    <message>
        <source>Safe drops</source>
        <translation>Odprowadzenia</translation>
    </message>
    <message>
        <source>Expected in the drawer</source>
        <translation>Oczekiwane w szufladzie</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Szuflada</translation>
    </message>
    <message>
        <source>{name}, given back</source>
        <translation>{name}, oddano</translation>
    </message>
    <message>
        <source>Who sold</source>
        <translation>Kto sprzedawał</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Szuflada bez sprzedaży</translation>
    </message>
    <message>
        <source>Lines voided</source>
        <translation>Storna pozycji</translation>
    </message>
    <message>
        <source>Quantities lowered</source>
        <translation>Zmniejszone ilości</translation>
    </message>
    <message>
        <source>Baskets cancelled</source>
        <translation>Anulowane koszyki</translation>
    </message>
    <message>
        <source>– of them after Pay</source>
        <translation>– w tym po „Zapłać”</translation>
    </message>
    <message>
        <source>– of them parked</source>
        <translation>– w tym zawieszonych</translation>
    </message>
    <message>
        <source>Prices by hand</source>
        <translation>Ceny ręczne</translation>
    </message>
    <message>
        <source>Copies of receipts</source>
        <translation>Kopie paragonów</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Zgody</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Warto zobaczyć</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>zwolnione</translation>
    </message>
    <message>
        <source>{tax}, given back</source>
        <translation>{tax}, oddano</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>VAT</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promocje</translation>
    </message>
    <message>
        <source>Basket promotions</source>
        <translation>Promocje na koszyk</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>Kupony</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Ręcznie</translation>
    </message>
    <message>
        <source>By hand, on the basket</source>
        <translation>Ręcznie, na koszyk</translation>
    </message>
    <message>
        <source>Markdown stickers</source>
        <translation>Naklejki przecen</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Rabaty</translation>
    </message>
    <message>
        <source>Without a category</source>
        <translation>Bez kategorii</translation>
    </message>
    <message>
        <source>Kinds of goods</source>
        <translation>Rodzaje towarów</translation>
    </message>
</context>
<context>
    <name>XReportScreen</name>
    <message>
        <source>X report, shift {number}</source>
        <translation>Raport X, zmiana {number}</translation>
    </message>
    <message>
        <source>{name}, from {opened} to {at}</source>
        <translation>{name}, od {opened} do {at}</translation>
    </message>
    <message>
        <source>without expected cash</source>
        <translation>bez oczekiwanej gotówki</translation>
    </message>
    <message>
        <source>Record {number} {hash} in the journal</source>
        <translation>Zapis dziennika {number} {hash}</translation>
    </message>
    <message>
        <source>Nothing was added: Esc goes back to selling</source>
        <translation>Nic nie dodano: Esc wraca do sprzedaży</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Drukarka nieskonfigurowana</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Pomoc</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drukuj</translation>
    </message>
</context>
</TS>
