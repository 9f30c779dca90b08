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
    <name>ApprovalPanel</name>
    <message>
        <source>Approval needed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Limit of {name}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who approves</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A badge names, the PIN is always asked. Who, what and why are recorded.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nobody approves their own act</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>up to {limit}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody here may approve this</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PIN, 4 to 8 digits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>That is no badge that may approve this. Nothing was added.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
</context>
<context>
    <name>BasketRows</name>
    <message>
        <source>{missing} more makes {promotion}, saves {saves}</source>
        <translation>Jeszcze {missing} i {promotion}, taniej o {saves}</translation>
    </message>
    <message numerus="yes">
        <source>%n more makes {promotion}, saves {saves}</source>
        <translation>
            <numerusform>Jeszcze %n szt. i {promotion}, taniej o {saves}</numerusform>
            <numerusform>Jeszcze %n szt. i {promotion}, taniej o {saves}</numerusform>
            <numerusform>Jeszcze %n szt. i {promotion}, taniej o {saves}</numerusform>
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
    <name>ChoicePanel</name>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>{name} · line {number} · {total}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The whole basket</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Percent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tab: percent, amount, price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>↑↓: reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Del: no discount</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Discount</source>
        <translation type="unfinished">Rabat</translation>
    </message>
    <message>
        <source>Ask approval</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Above your limit: Enter asks for an approval</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type a figure first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
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
    <name>FigurePanel</name>
    <message>
        <source>Type a figure first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>What the keys do here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One step back; a basket is never lost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a line or a result</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Void the line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel the basket, with a reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Quantity before a scan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Then a scan voids that product</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print a copy of the last receipt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished" />
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
    <name>LoginScreen</name>
    <message>
        <source>Good night</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Good morning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Good afternoon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Good evening</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The shift is open.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The shift is not open. After login the opening cash is counted.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>A basket waits: %n line(s).</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It names you; the PIN is asked all the same</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Or choose yourself</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished">Więcej</translation>
    </message>
    <message>
        <source>More people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PIN, 4 to 8 digits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Log in</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>That is no badge of this store. Nothing was sold.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished" />
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
        <source>Scans came too fast|The last one was not taken.|Check the last line and scan again.</source>
        <translation>Skany przyszły za szybko|Ostatni nie został przyjęty.|Sprawdź ostatnią pozycję i zeskanuj ponownie.</translation>
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
        <source>The markdown sticker ended {expiry}|Nothing was added.|Scan the product's own code.</source>
        <translation>Przecena obowiązywała do {expiry}|Niczego nie dodano.|Zeskanuj kod towaru.</translation>
    </message>
    <message>
        <source>This markdown sticker was used already|Every sticker counts once.|Scan the product's own code.</source>
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
        <source>A deposit follows its product||Change the product's line.</source>
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
        <translation>Zmiana nie jest otwarta||Najpierw przelicz gotówkę początkową.</translation>
    </message>
    <message>
        <source>Nobody is logged in||Log in with badge or PIN.</source>
        <translation>Nikt nie jest zalogowany||Zaloguj się kartą lub PIN-em.</translation>
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
        <source>That needs an approval|It is above the cashier's limit.|Choose the line and press Del.</source>
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
        <translation>To nie karta tego sklepu|Niczego nie dodano.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is not on this register|It was sold elsewhere or never.|Ask the register that printed it.</source>
        <translation>Paragonu {receipt} nie ma na tej kasie|Sprzedano go gdzie indziej albo wcale.|Szukaj na kasie, która go wydrukowała.</translation>
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
        <source>This slip was paid out already|Every slip counts once.</source>
        <translation>Ten kwit już wypłacono|Każdy działa raz.</translation>
    </message>
    <message>
        <source>Scan every piece|A marked product has no typed quantity.|Scan the square code of each piece.</source>
        <translation>Skanuj każdą sztukę|Ilości znakowanego towaru się nie wpisuje.|Zeskanuj kwadratowy kod każdej.</translation>
    </message>
    <message>
        <source>This piece was sold already|Its square code is used up.|Take another piece and call the manager.</source>
        <translation>Ta sztuka była już sprzedana|Jej kod jest zużyty.|Weź inną i wezwij kierownika.</translation>
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
</context>
<context>
    <name>MorePanel</name>
    <message>
        <source>More</source>
        <translation type="unfinished">Więcej</translation>
    </message>
    <message>
        <source>A digit or Enter does it, Esc goes back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished" />
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>change {amount}</source>
        <translation type="unfinished" />
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
    <name>PaidScreen</name>
    <message>
        <source>Paid out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid, no change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid · {receipt}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To pay</source>
        <translation type="unfinished">Do zapłaty</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Scan or type the next product</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The next sale is ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first scan closes this screen and begins a new basket.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Suspended baskets</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>This shift: %n sale(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Give</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation type="unfinished">
            <numerusform>%n pozycja</numerusform>
            <numerusform>%n pozycje</numerusform>
            <numerusform>%n pozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipt printed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Receipt is being printed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Receipt not printed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Is the receipt out?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The printer did not answer. Look at the paper.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No printer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The sale is in the journal; set up a printer in settings.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print a copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished">Przywróć</translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished">Szukaj</translation>
    </message>
    <message>
        <source>Baskets</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished">Więcej</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished">Blokada</translation>
    </message>
</context>
<context>
    <name>PartsPanel</name>
    <message>
        <source>Parts of this payment</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Company: {number}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Company tax number for the receipt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was taken yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove {tender}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A lost answer is asked for again, the card is never charged twice.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At the terminal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asking the terminal, never charged again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Key this amount into the terminal; the receipt waits for its answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{reason} · nothing taken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished">Odmowa</translation>
    </message>
    <message>
        <source>Written to the journal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Terminal took the amount</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Card read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Customer enters the PIN</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer of the bank</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask the terminal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel card</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>asks the terminal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Enter or F9 adds and finishes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Enter or F9 adds this part</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash rounding</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PayScreen</name>
    <message>
        <source>Card at the terminal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All else waits, also - and Esc</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash received</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>empty means {amount}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Really {amount} in cash?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>That is more than ten times the amount due. Enter takes it, Esc does not.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The sale was not made</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel card</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Company</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove part</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Half</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voucher</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash {amount}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PaySlab</name>
    <message>
        <source>To pay out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Left to pay</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Total of %n line(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>declined</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{tender}, unknown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>With the terminal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash rounding, down to {step}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cash rounding to {step}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In cash</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished">Rabaty</translation>
    </message>
</context>
<context>
    <name>ReceiptsScreen</name>
    <message>
        <source>Receipts of this register</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number or amount</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No receipt like that on this register.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a receipt first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished">Szukaj</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SellScreen</name>
    <message>
        <source>Find by name</source>
        <translation>Znajdź po nazwie</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Skanuj lub pisz</translation>
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
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n towar</numerusform>
            <numerusform>%n towary</numerusform>
            <numerusform>%n towarów</numerusform>
        </translation>
    </message>
    <message>
        <source>Quantity: {name}</source>
        <translation>Ilość: {name}</translation>
    </message>
    <message>
        <source>Split off: {name}</source>
        <translation>Odłącz: {name}</translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message>
        <source>Opening cash</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coins</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Notes, {unit}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Notes together</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coins, {unit}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coins together</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sum</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Counted so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Enter in an empty field counts 0</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{done} of {all} kinds counted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open the shift</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Pieces of {value}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Pomoc</translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished">Blokada</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Close</source>
        <translation type="unfinished" />
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
    <name>TenderKeys</name>
    <message>
        <source>{amount}, or type less</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type its value, then this key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type the foreign amount, then this key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a part; the rest stays to pay</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change {amount}</source>
        <translation type="unfinished">Reszta {amount}</translation>
    </message>
    <message>
        <source>exact, rounding {amount}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished" />
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
</context>
</TS>
