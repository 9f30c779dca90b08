<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en_US">
<context>
    <name>AgeBanner</name>
    <message>
        <source>Age {age}+: born until</source>
        <translation>Возраст {age}+: родился до</translation>
    </message>
    <message>
        <source>{product} · once a basket · the date is not kept</source>
        <translation>{product} · один раз на чек · дату не храним</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Проверено</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
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
        <translation type="unfinished">Помощь</translation>
    </message>
</context>
<context>
    <name>BasketRows</name>
    <message>
        <source>{missing} more makes {promotion}, saves {saves}</source>
        <translation>Ещё {missing} — и {promotion}, выгода {saves}</translation>
    </message>
    <message numerus="yes">
        <source>%n more makes {promotion}, saves {saves}</source>
        <translation>
            <numerusform>Ещё %n шт. — и {promotion}, выгода {saves}</numerusform>
            <numerusform>Ещё %n шт. — и {promotion}, выгода {saves}</numerusform>
            <numerusform>Ещё %n шт. — и {promotion}, выгода {saves}</numerusform>
        </translation>
    </message>
    <message>
        <source>Voided {time}</source>
        <translation>Сторно {time}</translation>
    </message>
    <message>
        <source>{age}+ · waits for a check</source>
        <translation>{age}+ · ждёт проверки</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Help</source>
        <translation type="unfinished">Помощь</translation>
    </message>
</context>
<context>
    <name>CountStrip</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n шт.</numerusform>
            <numerusform>%n шт.</numerusform>
            <numerusform>%n шт.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) above</source>
        <translation>
            <numerusform>ещё %n строка выше</numerusform>
            <numerusform>ещё %n строки выше</numerusform>
            <numerusform>ещё %n строк выше</numerusform>
        </translation>
    </message>
    <message>
        <source>void</source>
        <translation>сторно</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>выбор</translation>
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
        <translation type="unfinished">Скидка</translation>
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
        <translation type="unfinished">Помощь</translation>
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
        <translation>Отсканируйте первый товар</translation>
    </message>
    <message>
        <source>or type its code or name</source>
        <translation>или введите код или название</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Копия чека</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>Сдача {amount}</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Последний чек</translation>
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
        <translation type="unfinished">Помощь</translation>
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
        <translation type="unfinished">Помощь</translation>
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
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Сторно</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Разделить</translation>
    </message>
    <message>
        <source>Who has it</source>
        <translation>Где есть</translation>
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
        <translation type="unfinished">Ещё</translation>
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
        <translation type="unfinished">Помощь</translation>
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
        <translation>Не выполнено ({code})||Повторите или позовите управляющего.</translation>
    </message>
    <message>
        <source>Unknown code {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Неизвестный код {raw}|Ничего не добавлено.|Enter: найти по названию; F4: свободная цена</translation>
    </message>
    <message>
        <source>No product for {raw}|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Нет товара для {raw}|Ничего не добавлено.|Enter: найти по названию; F4: свободная цена</translation>
    </message>
    <message>
        <source>No price for {raw}|The product has no price in force today.|Call the manager.</source>
        <translation>Нет цены для {raw}|На сегодня у товара нет цены.|Позовите управляющего.</translation>
    </message>
    <message>
        <source>Code {raw} is misread|Its check digit is wrong.|Scan it again or type it anew.</source>
        <translation>Код {raw} прочитан неверно|Контрольная цифра не сходится.|Отсканируйте ещё раз или введите заново.</translation>
    </message>
    <message>
        <source>That code is too long|Nothing was added.|Scan one code at a time.</source>
        <translation>Код слишком длинный|Ничего не добавлено.|Сканируйте по одному коду.</translation>
    </message>
    <message>
        <source>The code cannot be read|Nothing was added.|Scan again or find the product by name.</source>
        <translation>Код не читается|Ничего не добавлено.|Сканируйте снова или найдите товар по названию.</translation>
    </message>
    <message>
        <source>The scanner sent no code|Nothing was added.|Scan again; if it stays, check the scanner.</source>
        <translation>Сканер прислал не код|Ничего не добавлено.|Повторите; если не помогло, проверьте сканер.</translation>
    </message>
    <message>
        <source>Scans came too fast|The last one was not taken.|Check the last line and scan again.</source>
        <translation>Сканы пришли слишком быстро|Последний не принят.|Проверьте последнюю строку и сканируйте снова.</translation>
    </message>
    <message>
        <source>The label weighs nothing|A weight of zero is not sold.|Weigh the goods again.</source>
        <translation>На этикетке нет веса|Нулевой вес не продаётся.|Взвесьте товар снова.</translation>
    </message>
    <message>
        <source>The label costs nothing|A price of zero is not sold.|Weigh the goods again.</source>
        <translation>На этикетке нет цены|Нулевая цена не продаётся.|Взвесьте товар снова.</translation>
    </message>
    <message>
        <source>Past its last day {expiry}|It may not be sold.|Take another piece and put this one aside.</source>
        <translation>Срок годности вышел {expiry}|Продавать нельзя.|Возьмите другую штуку, эту отложите.</translation>
    </message>
    <message>
        <source>The markdown sticker ended {expiry}|Nothing was added.|Scan the product's own code.</source>
        <translation>Уценка действовала до {expiry}|Ничего не добавлено.|Сканируйте код самого товара.</translation>
    </message>
    <message>
        <source>This markdown sticker was used already|Every sticker counts once.|Scan the product's own code.</source>
        <translation>Эта уценка уже использована|Каждая наклейка действует один раз.|Сканируйте код самого товара.</translation>
    </message>
    <message>
        <source>This piece was scanned already|Every square code is sold once.|Scan the square code of the next piece.</source>
        <translation>Эта штука уже отсканирована|Каждый квадратный код продаётся один раз.|Сканируйте код следующей штуки.</translation>
    </message>
    <message>
        <source>Scan the square code|The product is marked; its quantity comes from scanning every piece.</source>
        <translation>Сканируйте квадратный код|Товар маркирован: сканируется каждая штука.</translation>
    </message>
    <message>
        <source>Code {raw} is not used here yet|Cards, coupons and orders come with a later release.</source>
        <translation>Код {raw} здесь пока не работает|Карты, купоны и заказы будут в следующем выпуске.</translation>
    </message>
    <message>
        <source>That product is not in the basket|Nothing was voided.</source>
        <translation>Этого товара нет в чеке|Ничего не сторнировано.</translation>
    </message>
    <message>
        <source>The basket is full|It has as many lines as a receipt may have.|Take the payment and start another.</source>
        <translation>Чек заполнен|Строк больше не поместится.|Примите оплату и начните новый.</translation>
    </message>
    <message>
        <source>That line is gone|The basket has changed.|Choose a line again.</source>
        <translation>Этой строки больше нет|Чек изменился.|Выберите строку снова.</translation>
    </message>
    <message>
        <source>This line cannot be changed|Its label or code fixes it.|Void it and scan again.</source>
        <translation>Эту строку нельзя менять|Её задаёт этикетка или код.|Сторнируйте и сканируйте снова.</translation>
    </message>
    <message>
        <source>Whole pieces only|The product is sold by the piece.|Type a whole number.</source>
        <translation>Только целые штуки|Товар продаётся поштучно.|Введите целое число.</translation>
    </message>
    <message>
        <source>The quantity must be above zero||To take the line out, void it with Del.</source>
        <translation>Количество должно быть больше нуля||Чтобы убрать строку, нажмите Del.</translation>
    </message>
    <message>
        <source>That quantity is too large||Check what was typed.</source>
        <translation>Слишком большое количество||Проверьте ввод.</translation>
    </message>
    <message>
        <source>{quantity} pieces?|That is more than 99.|Enter takes it, Esc does not.</source>
        <translation>{quantity} шт.?|Это больше 99.|Enter: да, Esc: нет.</translation>
    </message>
    <message>
        <source>A deposit follows its product||Change the product's line.</source>
        <translation>Залог следует за товаром||Меняйте строку товара.</translation>
    </message>
    <message>
        <source>At most {highest} in one sale|The product has a highest quantity.</source>
        <translation>Не больше {highest} в одном чеке|У товара есть предел количества.</translation>
    </message>
    <message>
        <source>The label weighs too much|The product has a highest weight.|Weigh the goods again.</source>
        <translation>Вес на этикетке слишком велик|У товара есть предел веса.|Взвесьте товар снова.</translation>
    </message>
    <message>
        <source>The weight must be above zero||Weigh the goods again.</source>
        <translation>Вес должен быть больше нуля||Взвесьте товар снова.</translation>
    </message>
    <message>
        <source>Not sold at this hour|The law or the store forbids it now.|Put the goods aside.</source>
        <translation>В этот час не продаётся|Сейчас запрещено законом или магазином.|Отложите товар.</translation>
    </message>
    <message>
        <source>The price is above the highest allowed||Call the manager.</source>
        <translation>Цена выше разрешённой||Позовите управляющего.</translation>
    </message>
    <message>
        <source>No discount on this product|It is excluded from discounts.</source>
        <translation>На этот товар скидки нет|Он исключён из скидок.</translation>
    </message>
    <message>
        <source>Nothing to split|Split needs less than the line has.</source>
        <translation>Нечего делить|Отделить можно меньше, чем есть в строке.</translation>
    </message>
    <message>
        <source>Age was refused|The goods may not be sold in this basket.|Void these lines.</source>
        <translation>Возраст не подтверждён|В этом чеке товар продавать нельзя.|Сторнируйте эти строки.</translation>
    </message>
    <message>
        <source>A code is not answered yet|The customer may think it was counted.|Enter: find by name, Esc: leave it out.</source>
        <translation>Есть код без ответа|Покупатель может думать, что товар учтён.|Enter: найти по названию, Esc: пропустить.</translation>
    </message>
    <message>
        <source>Check the age first||F5: seen, F8: refused.</source>
        <translation>Сначала проверьте возраст||F5: проверено, F8: отказ.</translation>
    </message>
    <message>
        <source>The basket is empty||Scan the first product.</source>
        <translation>Чек пуст||Отсканируйте первый товар.</translation>
    </message>
    <message>
        <source>Something may not be sold now||Void the marked lines.</source>
        <translation>Что-то сейчас нельзя продать||Сторнируйте отмеченные строки.</translation>
    </message>
    <message>
        <source>The fiscal day is over 24 hours old|The law allows no sale in it.|Close it: F11, Reports.</source>
        <translation>Фискальная смена дольше 24 часов|По закону в ней нельзя продавать.|Закройте её: F11, Отчёты.</translation>
    </message>
    <message>
        <source>The basket is below zero||Add goods or void a line.</source>
        <translation>Итог ниже нуля||Добавьте товар или сторнируйте строку.</translation>
    </message>
    <message>
        <source>No shift is open||Count the opening cash first.</source>
        <translation>Смена не открыта||Сначала пересчитайте размен.</translation>
    </message>
    <message>
        <source>Nobody is logged in||Log in with badge or PIN.</source>
        <translation>Никто не вошёл||Войдите по бейджу или ПИН-коду.</translation>
    </message>
    <message>
        <source>The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Диск не принял запись|Ничего не потеряно; новое не принимается.|Позовите техника.</translation>
    </message>
    <message>
        <source>Not in this release|It comes with a later release.</source>
        <translation>Нет в этом выпуске|Появится в следующем.</translation>
    </message>
    <message>
        <source>Customers come with a later release|No card can be attached at this register yet.</source>
        <translation>Клиенты будут в следующем выпуске|Привязать карту на этой кассе пока нельзя.</translation>
    </message>
    <message>
        <source>There is no line to change||Scan the first product.</source>
        <translation>Нет строки для изменения||Отсканируйте первый товар.</translation>
    </message>
    <message>
        <source>No basket is suspended</source>
        <translation>Отложенных чеков нет</translation>
    </message>
    <message>
        <source>This cannot be sold as an open item||Find the product by name.</source>
        <translation>По свободной цене не продаётся||Найдите товар по названию.</translation>
    </message>
    <message>
        <source>No such product: {raw}|It is not in the catalogue.|Find another by name.</source>
        <translation>Нет такого товара: {raw}|Его нет в каталоге.|Найдите другой по названию.</translation>
    </message>
    <message>
        <source>Label {raw} names no product|Nothing was added.|Enter: find by name; F4: open item</source>
        <translation>Этикетка {raw} без товара|Ничего не добавлено.|Enter: найти по названию; F4: свободная цена</translation>
    </message>
    <message>
        <source>Nothing is called {raw}|Neither a name nor a code begins so.|Type a shorter part of the name.</source>
        <translation>Ничего не найдено: {raw}|Нет ни названия, ни кода.|Введите часть названия короче.</translation>
    </message>
    <message>
        <source>The weight is missing|The product is sold by weight.|Scan its label, or type the weight: 0.5*</source>
        <translation>Нет веса|Товар продаётся на вес.|Сканируйте этикетку или введите вес: 0,5*</translation>
    </message>
    <message>
        <source>Gift cards are not sold here|They come with a later release.</source>
        <translation>Подарочные карты здесь не продаются|Будут в следующем выпуске.</translation>
    </message>
    <message>
        <source>An open item needs its price|Nothing was added.|Press F4 on a code that was not found.</source>
        <translation>Для свободной цены нужна цена|Ничего не добавлено.|Нажмите F4 на ненайденном коде.</translation>
    </message>
    <message>
        <source>The price must be above zero||Type the price.</source>
        <translation>Цена должна быть больше нуля||Введите цену.</translation>
    </message>
    <message>
        <source>That needs an approval|It is above the cashier's limit.|Choose the line and press Del.</source>
        <translation>Нужно разрешение|Это выше предела кассира.|Выберите строку и нажмите Del.</translation>
    </message>
    <message>
        <source>This coupon is in the basket already|Every coupon counts once.</source>
        <translation>Этот купон уже в чеке|Каждый действует один раз.</translation>
    </message>
    <message>
        <source>Coupon taken|It counts as soon as its goods are there.</source>
        <translation>Купон принят|Сработает, когда будут его товары.</translation>
    </message>
    <message>
        <source>Coupon {raw} is not known|No promotion in force needs it.</source>
        <translation>Купон {raw} неизвестен|Нет акции, которой он нужен.</translation>
    </message>
    <message>
        <source>Card {raw} is not known here|Customers come with a later release.</source>
        <translation>Карта {raw} здесь неизвестна|Клиенты будут в следующем выпуске.</translation>
    </message>
    <message>
        <source>Order {raw} is not known here|Orders come with a later release.</source>
        <translation>Заказ {raw} здесь неизвестен|Заказы будут в следующем выпуске.</translation>
    </message>
    <message>
        <source>That is no badge of this store|Nothing was added.</source>
        <translation>Это бейдж не нашего магазина|Ничего не добавлено.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is not on this register|It was sold elsewhere or never.|Ask the register that printed it.</source>
        <translation>Чека {receipt} на этой кассе нет|Продан на другой кассе или не существует.|Ищите на кассе, которая его напечатала.</translation>
    </message>
    <message>
        <source>That basket is not suspended here|It was recalled or dropped already.</source>
        <translation>Такого отложенного чека здесь нет|Его уже вернули или удалили.</translation>
    </message>
    <message>
        <source>Empties are not taken here|The store has no rule for them.</source>
        <translation>Тара здесь не принимается|У магазина нет правила для неё.</translation>
    </message>
    <message>
        <source>This slip was paid out already|Every slip counts once.</source>
        <translation>Этот талон уже оплачен|Каждый действует один раз.</translation>
    </message>
    <message>
        <source>Scan every piece|A marked product has no typed quantity.|Scan the square code of each piece.</source>
        <translation>Сканируйте каждую штуку|Количество маркированного не вводится.|Сканируйте квадратный код каждой.</translation>
    </message>
    <message>
        <source>This piece was sold already|Its square code is used up.|Take another piece and call the manager.</source>
        <translation>Эта штука уже продана|Её код погашен.|Возьмите другую и позовите управляющего.</translation>
    </message>
    <message>
        <source>{device}|Works.</source>
        <translation>{device}|Работает.</translation>
    </message>
    <message>
        <source>{device}: off|It is not set up.|F11, Settings.</source>
        <translation>{device}: выкл.|Не настроено.|F11, Настройки.</translation>
    </message>
    <message>
        <source>{device}: no answer||Check its cable and power.</source>
        <translation>{device}: не отвечает||Проверьте кабель и питание.</translation>
    </message>
    <message>
        <source>{device}: unplugged||Plug it in; it is found again by itself.</source>
        <translation>{device}: отключено||Подключите: найдётся само.</translation>
    </message>
    <message>
        <source>{device}: cannot connect||Check its address in F11, Settings.</source>
        <translation>{device}: нет соединения||Проверьте адрес: F11, Настройки.</translation>
    </message>
    <message>
        <source>{device}: off-line||Press its feed key or switch it on.</source>
        <translation>{device}: не готово||Нажмите подачу бумаги или включите.</translation>
    </message>
    <message>
        <source>{device}: no paper||Put in a roll.</source>
        <translation>{device}: нет бумаги||Вставьте рулон.</translation>
    </message>
    <message>
        <source>{device}: paper is low||Keep a roll ready.</source>
        <translation>{device}: мало бумаги||Приготовьте рулон.</translation>
    </message>
    <message>
        <source>{device}: cover open||Close the cover.</source>
        <translation>{device}: открыта крышка||Закройте крышку.</translation>
    </message>
    <message>
        <source>{device}: cutter stuck||Switch off, free the cutter, switch on.</source>
        <translation>{device}: заело нож||Выключите, освободите нож, включите.</translation>
    </message>
    <message>
        <source>{device}: too hot||It goes on when it has cooled.</source>
        <translation>{device}: перегрев||Продолжит, когда остынет.</translation>
    </message>
    <message>
        <source>{device}: error||Switch it off and on.</source>
        <translation>{device}: ошибка||Выключите и включите.</translation>
    </message>
    <message>
        <source>{device}: busy</source>
        <translation>{device}: занято</translation>
    </message>
    <message>
        <source>{device}: answer unknown||Ask it again.</source>
        <translation>{device}: ответ неизвестен||Запросите снова.</translation>
    </message>
    <message>
        <source>{device}: open||Close the drawer.</source>
        <translation>{device}: открыт||Закройте ящик.</translation>
    </message>
    <message>
        <source>{device}: the day must be closed||F11, Reports.</source>
        <translation>{device}: закройте смену||F11, Отчёты.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Принтер</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Сканер</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Терминал</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Фискальный регистратор</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Дисплей</translation>
    </message>
    <message>
        <source>Weighed label</source>
        <translation>Весовая этикетка</translation>
    </message>
    <message>
        <source>Price label</source>
        <translation>Ценовая этикетка</translation>
    </message>
    <message>
        <source>Markdown sticker</source>
        <translation>Наклейка уценки</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Свободная цена</translation>
    </message>
    <message>
        <source>Tier price, shelf {price}</source>
        <translation>Цена клиента, на полке {price}</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручную</translation>
    </message>
</context>
<context>
    <name>MorePanel</name>
    <message>
        <source>More</source>
        <translation type="unfinished">Ещё</translation>
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
        <translation>Клиента нет</translation>
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
        <translation>Стереть знак</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Ввод</translation>
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
        <translation type="unfinished">К оплате</translation>
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
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
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
        <translation type="unfinished">Вернуть</translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished">Помощь</translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished">Поиск</translation>
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
        <translation type="unfinished">Ещё</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished">Блокир.</translation>
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
        <translation type="unfinished">Отказ</translation>
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
        <translation type="unfinished">Помощь</translation>
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
        <translation type="unfinished">Скидка</translation>
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
        <translation type="unfinished">Помощь</translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished">Поиск</translation>
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
        <translation>Найдите по названию</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Сканируйте или пишите</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Где есть</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Оплата</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Заказы</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Блокир.</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Своб. цена</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Проверил</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Вернуть</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n товар</numerusform>
            <numerusform>%n товара</numerusform>
            <numerusform>%n товаров</numerusform>
        </translation>
    </message>
    <message>
        <source>Quantity: {name}</source>
        <translation>Кол-во: {name}</translation>
    </message>
    <message>
        <source>Split off: {name}</source>
        <translation>Отделить: {name}</translation>
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
        <translation type="unfinished">Помощь</translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished">Блокир.</translation>
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
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Numpad</source>
        <translation>Цифры</translation>
    </message>
</context>
<context>
    <name>TableHead</name>
    <message>
        <source>#</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Discount and reason</source>
        <translation>Скидка и причина</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Сумма</translation>
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
        <translation type="unfinished">Сдача {amount}</translation>
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
        <translation>До скидок</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation>В т. ч. НДС</translation>
    </message>
    <message>
        <source>Tax added</source>
        <translation>Налог сверху</translation>
    </message>
    <message>
        <source>Points to earn</source>
        <translation>Начислим баллов</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>К оплате</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>Training: nothing here is sold, the drawer stays shut</source>
        <translation>Учебный режим: ничего не продаётся, ящик закрыт</translation>
    </message>
</context>
</TS>
