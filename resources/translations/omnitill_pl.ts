<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en_US">
<context>
    <name>Messages</name>
    <message>
        <source>Not done ({code})||Try again or call the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown code {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product for {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No price for {raw}|The product has no price in force today.|Call the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code {raw} is misread|Its check digit is wrong.|Scan it again or type it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That code is too long|Nothing was added.|Scan one code at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code cannot be read|Nothing was added.|Scan again or find the product by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scanner sent no code|Nothing was added.|Scan again; if it stays, check the scanner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scans came too fast|The last one was not taken.|Check the last line and scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label weighs nothing|A weight of zero is not sold.|Weigh the goods again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label costs nothing|A price of zero is not sold.|Weigh the goods again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past its last day {expiry}|It may not be sold.|Take another piece and put this one aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The markdown sticker ended {last_day}|Nothing was added.|Scan the product&apos;s own code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This markdown sticker was used already|Every sticker counts once.|Scan the product&apos;s own code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This piece was scanned already|Every square code is sold once.|Scan the square code of the next piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the square code|The product is marked; its quantity comes from scanning every piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code {raw} is not used here yet|Cards, coupons and orders come with a later release.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That product is not in the basket|Nothing was voided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is full|It has as many lines as a receipt may have.|Take the payment and start another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That line is gone|The basket has changed.|Choose a line again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line cannot be changed|Its label or code fixes it.|Void it and scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole pieces only|The product is sold by the piece.|Type a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quantity must be above zero||To take the line out, void it with Del.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That quantity is too large||Check what was typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{quantity} pieces?|That is more than 99.|Enter takes it, Esc does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A deposit follows its product||Change the product&apos;s line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {highest} in one sale|The product has a highest quantity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label weighs too much|The product has a highest weight.|Weigh the goods again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight must be above zero||Weigh the goods again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sold at this hour|The law or the store forbids it now.|Put the goods aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price is above the highest allowed||Call the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No discount on this product|It is excluded from discounts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to split|Split needs less than the line has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age was refused|The goods may not be sold in this basket.|Void these lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code is not answered yet|The customer may think it was counted.|Enter: find by name, Esc: leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the age first||F5: seen, F8: refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is empty||Scan the first product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something may not be sold now||Void the marked lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fiscal day is over 24 hours old|The law allows no sale in it.|Close it: F11, Reports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is below zero||Add goods or void a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shift is open||Count the opening cash first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is logged in||Log in with badge or PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this release|It comes with a later release.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers come with a later release|No card can be attached at this register yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no line to change||Scan the first product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No basket is suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be sold as an open item||Find the product by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}|Works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: off|It is not set up.|F11, Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: no answer||Check its cable and power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: unplugged||Plug it in; it is found again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: cannot connect||Check its address in F11, Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: off-line||Press its feed key or switch it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: no paper||Put in a roll.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: paper is low||Keep a roll ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: cover open||Close the cover.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: cutter stuck||Switch off, free the cutter, switch on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: too hot||It goes on when it has cooled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: error||Switch it off and on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: answer unknown||Ask it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: open||Close the drawer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: the day must be closed||F11, Reports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighed label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown sticker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier price, shelf {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Numpad</name>
    <message>
        <source>Backspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>Training: nothing here is sold, the drawer stays shut</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
