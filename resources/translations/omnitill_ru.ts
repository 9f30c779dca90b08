<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en_US">
<context>
    <name>AgeBanner</name>
    <message>
        <source>Age {age}+: born until</source>
        <translation>Возраст {age}+: родился не позже</translation>
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
    <name>AppearanceFlow</name>
    <message>
        <source>Language of the screens</source>
        <translation>Язык экрана</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Звуки</translation>
    </message>
    <message>
        <source>on</source>
        <translation>вкл.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>light</source>
        <translation>светлая</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>тёмная</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>высокий контраст</translation>
    </message>
</context>
<context>
    <name>ApprovalPanel</name>
    <message>
        <source>Approval needed</source>
        <translation>Нужно разрешение</translation>
    </message>
    <message>
        <source>Limit of {name}</source>
        <translation>Предел: {name}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Who approves</source>
        <translation>Кто разрешает</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>A badge names, the PIN is always asked. Who, what and why are recorded.</source>
        <translation>Бейдж лишь называет, ПИН-код нужен всегда. Записывается, кто, что и почему.</translation>
    </message>
    <message>
        <source>Reason in words</source>
        <translation>Причина словами</translation>
    </message>
    <message>
        <source>nobody approves their own act</source>
        <translation>себе не разрешают</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>без предела</translation>
    </message>
    <message>
        <source>up to {limit}</source>
        <translation>до {limit}</translation>
    </message>
    <message>
        <source>Nobody here may approve this</source>
        <translation>Здесь некому разрешить</translation>
    </message>
    <message>
        <source>PIN: {name}</source>
        <translation>ПИН-код: {name}</translation>
    </message>
    <message>
        <source>Arrows choose who, Tab goes on to the reason; type the PIN, press Enter. Esc goes back.</source>
        <translation>Стрелки — кто, Tab — причина; наберите ПИН-код и Enter. Esc — назад.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Одобрить</translation>
    </message>
    <message>
        <source>4 to 8 digits</source>
        <translation>4–8 цифр</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Слишком много ошибок. Подождите %n секунду.</numerusform>
            <numerusform>Слишком много ошибок. Подождите %n секунды.</numerusform>
            <numerusform>Слишком много ошибок. Подождите %n секунд.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Неверный ПИН-код. Осталась %n попытка.</numerusform>
            <numerusform>Неверный ПИН-код. Осталось %n попытки.</numerusform>
            <numerusform>Неверный ПИН-код. Осталось %n попыток.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is no badge that may approve this. Nothing was added.</source>
        <translation>Этот бейдж не даёт права разрешить. Ничего не добавлено.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
</context>
<context>
    <name>BasketFlow</name>
    <message>
        <source>No basket</source>
        <translation>Чек пуст</translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation>Скидка на весь чек</translation>
    </message>
    <message>
        <source>Cancel the basket</source>
        <translation>Отменить чек</translation>
    </message>
    <message>
        <source>with a reason</source>
        <translation>с причиной</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Своб. цена</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
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
        <source>The journal keeps what was in it, who and why.</source>
        <translation>Журнал хранит, что было в чеке, кто отменил и почему.</translation>
    </message>
    <message>
        <source>The basket was cancelled</source>
        <translation>Чек отменён</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Талон на остаток</translation>
    </message>
    <message>
        <source>The letters and digits under its code. Capitals do not matter.</source>
        <translation>Буквы и цифры под кодом. Регистр не важен.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Company tax number</source>
        <translation>ИНН организации</translation>
    </message>
    <message>
        <source>It is printed on the receipt and checked by its check digits.</source>
        <translation>Печатается в чеке; цифры проверяются.</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Налоговый номер</translation>
    </message>
</context>
<context>
    <name>BasketRows</name>
    <message>
        <source>{missing} more makes {promotion}, saves {saves}</source>
        <translation>Ещё {missing} — {promotion}, −{saves}</translation>
    </message>
    <message numerus="yes">
        <source>%n more makes {promotion}, saves {saves}</source>
        <translation>
            <numerusform>Ещё %n шт. — {promotion}, −{saves}</numerusform>
            <numerusform>Ещё %n шт. — {promotion}, −{saves}</numerusform>
            <numerusform>Ещё %n шт. — {promotion}, −{saves}</numerusform>
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
    <name>CashFlow</name>
    <message>
        <source>Paid in</source>
        <translation>Внесение</translation>
    </message>
    <message>
        <source>cash into the drawer</source>
        <translation>наличные в ящик</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Выдача</translation>
    </message>
    <message>
        <source>cash out of the drawer</source>
        <translation>наличные из ящика</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Инкассация в сейф</translation>
    </message>
    <message>
        <source>into a numbered bag</source>
        <translation>в сумку с номером</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Открыть ящик</translation>
    </message>
    <message>
        <source>without a sale, with a reason</source>
        <translation>без продажи, с причиной</translation>
    </message>
    <message>
        <source>Paid in: {amount}. A slip is printed.</source>
        <translation>Внесено: {amount}. Ордер печатается.</translation>
    </message>
    <message>
        <source>Paid out: {amount}. A slip is printed.</source>
        <translation>Выплачено: {amount}. Ордер печатается.</translation>
    </message>
    <message>
        <source>Safe drop: {amount} in bag {bag}. A slip is printed.</source>
        <translation>В сейф: {amount}, сумка {bag}. Ордер печатается.</translation>
    </message>
    <message>
        <source>The drawer is open, without a sale</source>
        <translation>Ящик открыт без продажи</translation>
    </message>
</context>
<context>
    <name>CashMovePanel</name>
    <message>
        <source>Paid in</source>
        <translation>Внесение</translation>
    </message>
    <message>
        <source>Cash is put into the drawer</source>
        <translation>Наличные кладут в ящик</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Внести</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Выдача</translation>
    </message>
    <message>
        <source>Cash is taken out of the drawer</source>
        <translation>Наличные берут из ящика</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Выплатить</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Инкассация в сейф</translation>
    </message>
    <message>
        <source>Cash goes into a bag for the safe</source>
        <translation>Наличные — в сумку для сейфа</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>В сейф</translation>
    </message>
    <message>
        <source>No sale</source>
        <translation>Без продажи</translation>
    </message>
    <message>
        <source>The drawer opens without a sale</source>
        <translation>Ящик откроется без продажи</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Открыть ящик</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>Словами</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Номер сумки</translation>
    </message>
    <message>
        <source>scan or type</source>
        <translation>сканируйте или наберите</translation>
    </message>
    <message>
        <source>A slip is printed. Who, when and why are recorded.</source>
        <translation>Печатается ордер. Записано, кто, когда и зачем.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>Записывается</translation>
    </message>
    <message>
        <source>Type the amount</source>
        <translation>Наберите сумму</translation>
    </message>
    <message>
        <source>Scan or type the bag</source>
        <translation>Сканируйте или наберите сумку</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Напишите причину</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Up and Down choose the reason, digits the amount, Enter goes on and does it. Esc goes back.</source>
        <translation>Вверх и вниз — причина, цифры — сумма, Enter — дальше и готово. Esc — назад.</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
</context>
<context>
    <name>CloseHead</name>
    <message>
        <source>Close shift {number}</source>
        <translation>Закрытие смены {number}</translation>
    </message>
    <message>
        <source>{name}, since {time}</source>
        <translation>{name}, с {time}</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Наличные</translation>
    </message>
    <message>
        <source>Tenders</source>
        <translation>Виды оплаты</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сверка</translation>
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
        <translation>Смена {number} закрыта</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z-отчёт</translation>
    </message>
    <message>
        <source>on record, nothing can change it</source>
        <translation>записан, изменить нельзя</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Остаётся в ящике</translation>
    </message>
    <message>
        <source>bag {number}</source>
        <translation>сумка {number}</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>В сумку</translation>
    </message>
    <message>
        <source>Cash agrees</source>
        <translation>Наличные сошлись</translation>
    </message>
    <message>
        <source>Over in cash</source>
        <translation>Излишек наличных</translation>
    </message>
    <message>
        <source>Short in cash</source>
        <translation>Недостача наличных</translation>
    </message>
    <message>
        <source>the till&apos;s, not one person&apos;s</source>
        <translation>кассы, не одного человека</translation>
    </message>
    <message>
        <source>To the login</source>
        <translation>К входу</translation>
    </message>
    <message>
        <source>Being printed</source>
        <translation>Печатается</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Напечатано</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>Ещё не напечатано</translation>
    </message>
    <message>
        <source>Is it on paper?</source>
        <translation>Вышло на бумаге?</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Принтер не настроен</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>The fiscal day is still open</source>
        <translation>Фискальная смена ещё открыта</translation>
    </message>
    <message>
        <source>The device closes its day</source>
        <translation>Устройство закрывает смену</translation>
    </message>
    <message>
        <source>The fiscal day is closed</source>
        <translation>Фискальный день закрыт</translation>
    </message>
    <message>
        <source>The fiscal day could not be closed</source>
        <translation>Фискальную смену закрыть не удалось</translation>
    </message>
    <message>
        <source>Close it when nobody sells here any more today.</source>
        <translation>Закройте, когда здесь сегодня больше не продают.</translation>
    </message>
    <message>
        <source>Its report is being printed.</source>
        <translation>Печатается её отчёт.</translation>
    </message>
    <message>
        <source>document {number}</source>
        <translation>документ {number}</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>Закрыть день</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>День</translation>
    </message>
    <message>
        <source>Print a copy of Z</source>
        <translation>Печатать копию Z</translation>
    </message>
    <message>
        <source>The shift is closed: nothing was added</source>
        <translation>Смена закрыта: ничего не добавлено</translation>
    </message>
</context>
<context>
    <name>ClosingFlow</name>
    <message>
        <source>The count goes on where it was</source>
        <translation>Подсчёт продолжается с того же места</translation>
    </message>
    <message>
        <source>The drawer is open; it is on record</source>
        <translation>Ящик открыт; это записано</translation>
    </message>
    <message>
        <source>Give up the count?</source>
        <translation>Прервать подсчёт?</translation>
    </message>
    <message>
        <source>What was counted is kept on record, the fields are emptied.</source>
        <translation>Посчитанное останется в записи, поля очистятся.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Go on counting</source>
        <translation>Считать дальше</translation>
    </message>
    <message>
        <source>Give up the count and sell on</source>
        <translation>Прервать подсчёт и продавать</translation>
    </message>
    <message>
        <source>Expected figures were shown: somebody with the right has to agree.</source>
        <translation>Ожидаемое показано: нужно согласие того, кто вправе.</translation>
    </message>
    <message>
        <source>The shift stays open.</source>
        <translation>Смена останется открытой.</translation>
    </message>
    <message>
        <source>The count was given up; selling goes on</source>
        <translation>Подсчёт брошен; продажи идут</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Пересчитать</translation>
    </message>
    <message>
        <source>Count it again</source>
        <translation>Пересчитать</translation>
    </message>
    <message>
        <source>Every count is kept on record.</source>
        <translation>Каждый подсчёт записан.</translation>
    </message>
    <message>
        <source>Stay at the comparison</source>
        <translation>Остаться в сверке</translation>
    </message>
    <message>
        <source>Not close the shift?</source>
        <translation>Не закрывать смену?</translation>
    </message>
    <message>
        <source>The comparison is on record already.</source>
        <translation>Сверка уже записана.</translation>
    </message>
    <message>
        <source>A card payment has no outcome</source>
        <translation>Оплата картой без исхода</translation>
    </message>
    <message>
        <source>Money may have moved that no receipt accounts for.</source>
        <translation>Деньги могли уйти, а чека на них нет.</translation>
    </message>
    <message>
        <source>Closing needs the approval of somebody else; the Z names the payment.</source>
        <translation>Закрыть можно с разрешения другого; оплата войдёт в Z.</translation>
    </message>
    <message>
        <source>Close, and leave it to the manager</source>
        <translation>Закрыть и оставить управляющему</translation>
    </message>
    <message>
        <source>A copy of Z {number} is being printed</source>
        <translation>Печатается копия Z {number}</translation>
    </message>
</context>
<context>
    <name>CompareScreen</name>
    <message>
        <source>Cash agrees</source>
        <translation>Наличные сошлись</translation>
    </message>
    <message>
        <source>Over in cash</source>
        <translation>Излишек наличных</translation>
    </message>
    <message>
        <source>Short in cash</source>
        <translation>Недостача наличных</translation>
    </message>
    <message>
        <source>the till&apos;s, not one person&apos;s</source>
        <translation>кассы, не одного человека</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Остаётся в ящике</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Номер сумки</translation>
    </message>
    <message>
        <source>scan or type</source>
        <translation>сканируйте или наберите</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Пересчитать</translation>
    </message>
    <message>
        <source>counted often enough</source>
        <translation>пересчётов больше нет</translation>
    </message>
    <message>
        <source>Close, print Z {number}</source>
        <translation>Закрыть, печатать Z {number}</translation>
    </message>
    <message>
        <source>Explanation, required above {limit}</source>
        <translation>Объяснение, нужно свыше {limit}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Пояснение</translation>
    </message>
    <message>
        <source>goes into Z {number} and to the manager</source>
        <translation>войдёт в Z {number}, увидит управляющий</translation>
    </message>
    <message>
        <source>somebody else has to approve this difference</source>
        <translation>эту разницу должен разрешить другой</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>Словами</translation>
    </message>
    <message>
        <source>Note for Z, if any</source>
        <translation>Пояснение к Z, если есть</translation>
    </message>
    <message numerus="yes">
        <source>%n suspended basket(s), {total}</source>
        <translation>
            <numerusform>%n отложенный чек, {total}</numerusform>
            <numerusform>%n отложенных чека, {total}</numerusform>
            <numerusform>%n отложенных чеков, {total}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) without an outcome, {total}</source>
        <translation>
            <numerusform>%n карта без исхода, {total}</numerusform>
            <numerusform>%n карты без исхода, {total}</numerusform>
            <numerusform>%n карт без исхода, {total}</numerusform>
        </translation>
    </message>
    <message>
        <source>opening cash differed by {amount}</source>
        <translation>на начало не хватало или было лишнее: {amount}</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>В сумку</translation>
    </message>
    <message>
        <source>Being closed</source>
        <translation>Закрывается</translation>
    </message>
    <message>
        <source>Left: more than was counted</source>
        <translation>Оставлено больше, чем посчитано</translation>
    </message>
    <message>
        <source>Type what is left</source>
        <translation>Наберите, сколько оставлено</translation>
    </message>
    <message>
        <source>Scan or type the bag</source>
        <translation>Сканируйте или наберите сумку</translation>
    </message>
    <message>
        <source>Explain the difference</source>
        <translation>Объясните разницу</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Напишите причину</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Counted often enough</source>
        <translation>Пересчётов больше нет</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Снова</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>Close, Z {number}</source>
        <translation>Закрыть, Z {number}</translation>
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
        <source>Next field; from the last one to what is missing</source>
        <translation>Следующее поле; с последнего — к тому, чего нет</translation>
    </message>
    <message>
        <source>Choose the reason of a difference</source>
        <translation>Выбрать причину разницы</translation>
    </message>
    <message>
        <source>No bag is needed: everything stays in the drawer</source>
        <translation>Сумка не нужна: всё остаётся в ящике</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Tender</source>
        <translation>Вид оплаты</translation>
    </message>
    <message>
        <source>Counted, {unit}</source>
        <translation>Посчитано, {unit}</translation>
    </message>
    <message>
        <source>Expected, {unit}</source>
        <translation>Ожидалось, {unit}</translation>
    </message>
    <message>
        <source>Over / short</source>
        <translation>Излишек / недостача</translation>
    </message>
    <message>
        <source>unreconciled</source>
        <translation>не сверено</translation>
    </message>
    <message>
        <source>over +{amount}</source>
        <translation>изл. +{amount}</translation>
    </message>
    <message>
        <source>short −{amount}</source>
        <translation>нед. −{amount}</translation>
    </message>
    <message>
        <source>counted again; {amount} at first</source>
        <translation>пересчитано; сначала {amount}</translation>
    </message>
    <message>
        <source>batch total read from the terminal, {time}</source>
        <translation>итог считан с терминала, {time}</translation>
    </message>
    <message>
        <source>typed from the terminal&apos;s slip</source>
        <translation>набрано со слипа терминала</translation>
    </message>
    <message numerus="yes">
        <source>%n slip(s)</source>
        <translation>
            <numerusform>%n бланк</numerusform>
            <numerusform>%n бланка</numerusform>
            <numerusform>%n бланков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) counted, blind</source>
        <translation>
            <numerusform>посчитан %n номинал, вслепую</numerusform>
            <numerusform>посчитаны %n номинала, вслепую</numerusform>
            <numerusform>посчитано %n номиналов, вслепую</numerusform>
        </translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Вместе</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message numerus="yes">
        <source>The basket is back: %n line(s)</source>
        <translation>
            <numerusform>Чек восстановлен: %n строка</numerusform>
            <numerusform>Чек восстановлен: %n строки</numerusform>
            <numerusform>Чек восстановлен: %n строк</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountRow</name>
    <message>
        <source>{value}: one less</source>
        <translation>{value}: на одну меньше</translation>
    </message>
    <message>
        <source>{value}: one more</source>
        <translation>{value}: на одну больше</translation>
    </message>
</context>
<context>
    <name>CountScreen</name>
    <message>
        <source>{done} of {all} kinds counted</source>
        <translation>Посчитано {done} из {all} номиналов</translation>
    </message>
    <message>
        <source>Pieces of {value}</source>
        <translation>Штук по {value}</translation>
    </message>
    <message>
        <source>empty counts 0</source>
        <translation>пустое — 0</translation>
    </message>
    <message numerus="yes">
        <source>%n tender(s) left</source>
        <translation>
            <numerusform>остался %n вид оплаты</numerusform>
            <numerusform>осталось %n вида оплаты</numerusform>
            <numerusform>осталось %n видов оплаты</numerusform>
        </translation>
    </message>
    <message>
        <source>everything is counted</source>
        <translation>всё посчитано</translation>
    </message>
    <message>
        <source>{tender}, counted so far</source>
        <translation>{tender}, уже посчитано</translation>
    </message>
    <message>
        <source>blind: expected comes after the count</source>
        <translation>вслепую: ожидаемое — после подсчёта</translation>
    </message>
    <message>
        <source>Confirm count</source>
        <translation>Подтвердить подсчёт</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Следующий шаг</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>Остался %n номинал</numerusform>
            <numerusform>Осталось %n номинала</numerusform>
            <numerusform>Осталось %n номиналов</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is counted</source>
        <translation>Ничего не посчитано</translation>
    </message>
    <message>
        <source>The terminal is being asked</source>
        <translation>Терминал опрашивается</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) left</source>
        <translation>
            <numerusform>осталось %n поле</numerusform>
            <numerusform>осталось %n поля</numerusform>
            <numerusform>осталось %n полей</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Сброс</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
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
        <source>Terminal</source>
        <translation>Терминал</translation>
    </message>
    <message>
        <source>Pieces, or an amount; comma and point are one key</source>
        <translation>Штуки или сумма; запятая и точка — одна клавиша</translation>
    </message>
    <message>
        <source>Next field; an empty field of pieces or slips counts 0</source>
        <translation>Следующее поле; пустое поле штук или бланков — 0</translation>
    </message>
    <message>
        <source>Another field</source>
        <translation>Другое поле</translation>
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
        <translation>Скидка, цена</translation>
    </message>
    <message>
        <source>{name} · line {number} · {total}</source>
        <translation>{name} · строка {number} · {total}</translation>
    </message>
    <message>
        <source>The whole basket</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Предел</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ваш</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Процент</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>percent, amount, price</source>
        <translation>процент, сумма, цена</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>причина</translation>
    </message>
    <message>
        <source>no discount</source>
        <translation>без скидки</translation>
    </message>
    <message>
        <source>No discount</source>
        <translation>Снять</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Ask approval</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>без предела</translation>
    </message>
    <message>
        <source>Above your limit: Enter asks for an approval</source>
        <translation>Выше вашего предела: Enter запросит разрешение</translation>
    </message>
    <message>
        <source>Type a figure first</source>
        <translation>Сначала введите число</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
</context>
<context>
    <name>DoctorScreen</name>
    <message>
        <source>Doctor</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Требует внимания</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Не работает</translation>
    </message>
    <message numerus="yes">
        <source>%n does not work</source>
        <translation>
            <numerusform>не работает: %n</numerusform>
            <numerusform>не работают: %n</numerusform>
            <numerusform>не работают: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>требует внимания: %n</numerusform>
            <numerusform>требуют внимания: %n</numerusform>
            <numerusform>требуют внимания: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>Всё в порядке</translation>
    </message>
    <message>
        <source>Proving the journal: {done} of {of} events, {rate} a second</source>
        <translation>Проверка журнала: {done} из {of} записей, {rate} в секунду</translation>
    </message>
    <message>
        <source>It is looking now</source>
        <translation>Идёт проверка</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Снова</translation>
    </message>
</context>
<context>
    <name>DoneScreen</name>
    <message>
        <source>Give</source>
        <translation>Выдайте</translation>
    </message>
    <message>
        <source>It is out</source>
        <translation>Напечатан</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Печать копии</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Печатать снова</translation>
    </message>
    <message>
        <source>Is the receipt out?</source>
        <translation>Чек напечатан?</translation>
    </message>
    <message>
        <source>The printer did not answer. Look at the paper.</source>
        <translation>Принтер не ответил. Посмотрите на бумагу.</translation>
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
        <source>Next</source>
        <translation>Далее</translation>
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
        <source>Begin the next sale</source>
        <translation>Начать следующую продажу</translation>
    </message>
</context>
<context>
    <name>ElsewhereScreen</name>
    <message>
        <source>No product has this code. Find it by its name.</source>
        <translation>Товара с таким кодом нет. Найдите его по названию.</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Сканируйте или пишите</translation>
    </message>
    <message>
        <source>Stores and warehouses</source>
        <translation>Магазины и склады</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Доступно</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>В резерве</translation>
    </message>
    <message>
        <source>Figure is</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Who has it?</source>
        <translation>У кого есть?</translation>
    </message>
    <message>
        <source>Scan a product, or type its name.</source>
        <translation>Отсканируйте товар или введите название.</translation>
    </message>
    <message>
        <source>available here</source>
        <translation>доступно здесь</translation>
    </message>
    <message>
        <source>here</source>
        <translation>здесь</translation>
    </message>
    <message>
        <source>warehouse</source>
        <translation>склад</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>ещё не сообщены</translation>
    </message>
    <message>
        <source>age unknown</source>
        <translation>возраст неизвестен</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} назад</translation>
    </message>
    <message>
        <source>{count} unavailable</source>
        <translation>{count} недоступно</translation>
    </message>
    <message>
        <source>its tills were last heard {age} ago</source>
        <translation>кассы выходили на связь {age} назад</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Читаем</translation>
    </message>
    <message>
        <source>The whole network, asked {time}</source>
        <translation>Вся сеть, запрос в {time}</translation>
    </message>
    <message>
        <source>This region; F5 asks the whole network.</source>
        <translation>Этот регион; F5 спросит всю сеть.</translation>
    </message>
    <message>
        <source>This region, as last told.</source>
        <translation>Этот регион, по последним данным.</translation>
    </message>
    <message>
        <source>What the figures say</source>
        <translation>Что значат числа</translation>
    </message>
    <message>
        <source>Available is on hand less reserved and unavailable.</source>
        <translation>Доступно: наличие минус резерв и недоступное.</translation>
    </message>
    <message>
        <source>Sales of this register count here at once, online or not.</source>
        <translation>Продажи этой кассы учтены сразу, со связью и без.</translation>
    </message>
    <message>
        <source>A figure is as old as its last word from the centre; old ones are marked.</source>
        <translation>Возраст числа — с последнего ответа центра; старые помечены.</translation>
    </message>
    <message>
        <source>A scan goes to the one box and sells nothing.</source>
        <translation>Сканирование попадает в поле и ничего не продаёт.</translation>
    </message>
    <message>
        <source>Scan a product first</source>
        <translation>Сначала отсканируйте товар</translation>
    </message>
    <message>
        <source>Needs the line</source>
        <translation>Нужна связь</translation>
    </message>
    <message>
        <source>The centre is being asked</source>
        <translation>Спрашиваем центр</translation>
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
        <source>Ask all</source>
        <translation>Вся сеть</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>Связь</translation>
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
        <source>Walk the results, else the locations</source>
        <translation>По результатам или по местам</translation>
    </message>
    <message>
        <source>Back to the basket</source>
        <translation>Назад к чеку</translation>
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
    <name>Events</name>
    <message>
        <source>Journal begun</source>
        <translation>Журнал начат</translation>
    </message>
    <message>
        <source>Unclean stop checked</source>
        <translation>Сбой проверен</translation>
    </message>
    <message>
        <source>Old events removed</source>
        <translation>Старые записи убраны</translation>
    </message>
    <message>
        <source>Brought into a new series</source>
        <translation>Перенесено в новую серию</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Продажа</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Сторно чека</translation>
    </message>
    <message>
        <source>Cash move</source>
        <translation>Движение наличных</translation>
    </message>
    <message>
        <source>Shift opened</source>
        <translation>Смена открыта</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-отчёт</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z-отчёт</translation>
    </message>
    <message>
        <source>Count started</source>
        <translation>Подсчёт начат</translation>
    </message>
    <message>
        <source>Count compared</source>
        <translation>Подсчёт сверен</translation>
    </message>
    <message>
        <source>Count given up</source>
        <translation>Подсчёт брошен</translation>
    </message>
    <message>
        <source>Fiscal request</source>
        <translation>Фискальный запрос</translation>
    </message>
    <message>
        <source>Fiscal answer</source>
        <translation>Фискальный ответ</translation>
    </message>
    <message>
        <source>Basket cancelled</source>
        <translation>Чек отменён</translation>
    </message>
    <message>
        <source>Line voided</source>
        <translation>Сторно строки</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Разрешение</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Payment asked</source>
        <translation>Оплата запрошена</translation>
    </message>
    <message>
        <source>Payment answered</source>
        <translation>Ответ по оплате</translation>
    </message>
    <message>
        <source>Age check</source>
        <translation>Проверка возраста</translation>
    </message>
    <message>
        <source>Copy printed</source>
        <translation>Напечатана копия</translation>
    </message>
    <message>
        <source>Clock jump</source>
        <translation>Скачок часов</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>Marking check</source>
        <translation>Проверка маркировки</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Настройки изменены</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Print answered</source>
        <translation>Ответ о печати</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Просмотр</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Выгрузка</translation>
    </message>
    <message>
        <source>Quantity lowered</source>
        <translation>Количество уменьшено</translation>
    </message>
    <message>
        <source>Parked basket dropped</source>
        <translation>Отложенный чек удалён</translation>
    </message>
    <message>
        <source>Parked basket waits</source>
        <translation>Отложенный чек ждёт</translation>
    </message>
    <message>
        <source>Discount by hand</source>
        <translation>Скидка вручную</translation>
    </message>
    <message>
        <source>Price by hand</source>
        <translation>Цена вручную</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>Своб. цена</translation>
    </message>
    <message>
        <source>Empties</source>
        <translation>Тара</translation>
    </message>
    <message>
        <source>Return, no receipt</source>
        <translation>Возврат без чека</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Ящик без продажи</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Внесение</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Выдача</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>Инкассация в сейф</translation>
    </message>
    <message>
        <source>Counted again</source>
        <translation>Пересчёт</translation>
    </message>
    <message>
        <source>Over or short</source>
        <translation>Излишек или недостача</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Неверный ПИН-код</translation>
    </message>
    <message>
        <source>PIN entry stopped</source>
        <translation>Ввод ПИН-кода остановлен</translation>
    </message>
    <message>
        <source>Unclean stop</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Кассир</translation>
    </message>
    <message>
        <source>Cashier&apos;s name</source>
        <translation>Имя кассира</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Сотрудник</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Разрешил</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Просил</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Открывает</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Закрыл</translation>
    </message>
    <message>
        <source>Voided by</source>
        <translation>Сторнировал</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>Продал</translation>
    </message>
    <message>
        <source>At the till</source>
        <translation>На кассе</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Чек</translation>
    </message>
    <message>
        <source>Original receipt</source>
        <translation>Исходный чек</translation>
    </message>
    <message>
        <source>Receipt of the sale</source>
        <translation>Чек продажи</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Чек</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Касса</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Магазин</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Завершено</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закрыто</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Сторно</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>Voided lines</source>
        <translation>Сторно строк</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Оплаты</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>Возвраты денег</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Налоги</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Скидки</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Доли</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Названия</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>Артикул</translation>
    </message>
    <message>
        <source>GTIN</source>
        <translation>GTIN</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Разрешения</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Запрошено</translation>
    </message>
    <message>
        <source>Of it taken back</source>
        <translation>Из этого возвращено</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>Номер сумки</translation>
    </message>
    <message>
        <source>Discount on the basket</source>
        <translation>Скидка на чек</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Пакет</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Марка</translation>
    </message>
    <message>
        <source>Buyer&apos;s tax number</source>
        <translation>ИНН покупателя</translation>
    </message>
    <message>
        <source>Cancelled baskets</source>
        <translation>Отменённые чеки</translation>
    </message>
    <message>
        <source>Cancelled after Pay</source>
        <translation>Отменено после оплаты</translation>
    </message>
    <message>
        <source>Cancelled after Pay, total</source>
        <translation>Отменено после оплаты, сумма</translation>
    </message>
    <message>
        <source>Cancelled baskets, total</source>
        <translation>Отменённые чеки, сумма</translation>
    </message>
    <message>
        <source>Parked baskets carried over</source>
        <translation>Отложенные чеки перенесены</translation>
    </message>
    <message>
        <source>Payments carried over</source>
        <translation>Платежи перенесены</translation>
    </message>
    <message>
        <source>Left in the drawer</source>
        <translation>Оставлено в ящике</translation>
    </message>
    <message>
        <source>Into the bag</source>
        <translation>В сумку</translation>
    </message>
    <message>
        <source>Cashiers</source>
        <translation>Кассиры</translation>
    </message>
    <message>
        <source>Version of the catalogue</source>
        <translation>Версия каталога</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Категории</translation>
    </message>
    <message>
        <source>Checked from event</source>
        <translation>Проверено с события</translation>
    </message>
    <message>
        <source>Checked to event</source>
        <translation>Проверено по событие</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Digest of the code</source>
        <translation>Отпечаток кода</translation>
    </message>
    <message>
        <source>Expected was shown</source>
        <translation>Ожидаемое показано</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>Подтвердил</translation>
    </message>
    <message>
        <source>Taxes taken back</source>
        <translation>Налоги по возвратам</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>Купоны</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Original event</source>
        <translation>Исходное событие</translation>
    </message>
    <message>
        <source>Digest of the receipt</source>
        <translation>Отпечаток чека</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разница</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Номер документа</translation>
    </message>
    <message>
        <source>Parked baskets dropped</source>
        <translation>Отложенные чеки сняты</translation>
    </message>
    <message>
        <source>Parked baskets dropped, total</source>
        <translation>Отложенные чеки сняты, сумма</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Серия</translation>
    </message>
    <message>
        <source>Return of the exchange</source>
        <translation>Возврат при обмене</translation>
    </message>
    <message>
        <source>Sale of the exchange</source>
        <translation>Продажа при обмене</translation>
    </message>
    <message>
        <source>Paid by exchange</source>
        <translation>Оплачено обменом</translation>
    </message>
    <message>
        <source>Expected cash</source>
        <translation>Ожидаемая наличность</translation>
    </message>
    <message>
        <source>First count</source>
        <translation>Первый пересчёт</translation>
    </message>
    <message>
        <source>First receipt</source>
        <translation>Первый чек</translation>
    </message>
    <message>
        <source>Fiscal document</source>
        <translation>Фискальный документ</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Фискальный регистратор</translation>
    </message>
    <message>
        <source>In foreign money</source>
        <translation>В валюте</translation>
    </message>
    <message>
        <source>Foreign amount</source>
        <translation>Сумма в валюте</translation>
    </message>
    <message>
        <source>Foreign currency</source>
        <translation>Валюта платежа</translation>
    </message>
    <message>
        <source>Shift was forgotten</source>
        <translation>Смена была забыта</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Отпечаток</translation>
    </message>
    <message>
        <source>Payment request</source>
        <translation>Запрос платежа</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Сбор</translation>
    </message>
    <message>
        <source>Is empties</source>
        <translation>Это тара</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Печать</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Пометка</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>Последний чек</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Запрошено</translation>
    </message>
    <message>
        <source>Total of the label</source>
        <translation>Сумма с этикетки</translation>
    </message>
    <message>
        <source>Lines voided</source>
        <translation>Сторно строк</translation>
    </message>
    <message>
        <source>Lines voided, total</source>
        <translation>Сторно строк, сумма</translation>
    </message>
    <message>
        <source>Quantity lowered, total</source>
        <translation>Количество уменьшено, сумма</translation>
    </message>
    <message>
        <source>Measured against</source>
        <translation>Измерено по</translation>
    </message>
    <message>
        <source>Jump, seconds</source>
        <translation>Скачок, с</translation>
    </message>
    <message>
        <source>Over several lines</source>
        <translation>На несколько строк</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Not returnable</source>
        <translation>Возврату не подлежит</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Of payment</source>
        <translation>К платежу</translation>
    </message>
    <message>
        <source>Price typed</source>
        <translation>Цена вручную</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>Как добавлен</translation>
    </message>
    <message>
        <source>Register of the sale</source>
        <translation>Касса продажи</translation>
    </message>
    <message>
        <source>Original sale</source>
        <translation>Исходная продажа</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Исход</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачено</translation>
    </message>
    <message>
        <source>Paid in, times</source>
        <translation>Внесено, раз</translation>
    </message>
    <message>
        <source>Paid out, times</source>
        <translation>Выдано, раз</translation>
    </message>
    <message>
        <source>Belongs to line</source>
        <translation>К строке</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>Post-voided</source>
        <translation>Сторнировано</translation>
    </message>
    <message>
        <source>Post-voids</source>
        <translation>Сторно чеков</translation>
    </message>
    <message>
        <source>Post-voids, total</source>
        <translation>Сторно чеков, сумма</translation>
    </message>
    <message>
        <source>Series before</source>
        <translation>Прежняя серия</translation>
    </message>
    <message>
        <source>Digest before</source>
        <translation>Прежний отпечаток</translation>
    </message>
    <message>
        <source>Event before</source>
        <translation>Прежнее событие</translation>
    </message>
    <message>
        <source>Start before</source>
        <translation>Прежний запуск</translation>
    </message>
    <message>
        <source>Prices by hand</source>
        <translation>Цены вручную</translation>
    </message>
    <message>
        <source>Prices by hand, total</source>
        <translation>Цены вручную, сумма</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>Прайс-лист</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Открытый ключ</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Looked for</source>
        <translation>Искали</translation>
    </message>
    <message>
        <source>Code as read</source>
        <translation>Код как считан</translation>
    </message>
    <message>
        <source>Codes as read</source>
        <translation>Коды как считаны</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>Считано</translation>
    </message>
    <message>
        <source>Prefix of receipts</source>
        <translation>Префикс чеков</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Выдано при возврате</translation>
    </message>
    <message>
        <source>Rounding of refunds</source>
        <translation>Округление возвратов</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Копии</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Возвращён</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Возвраты</translation>
    </message>
    <message>
        <source>Returns, total</source>
        <translation>Возвраты, сумма</translation>
    </message>
    <message>
        <source>Count number</source>
        <translation>Пересчёт №</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Пересчётов</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Safe drops, times</source>
        <translation>Инкассации в сейф, раз</translation>
    </message>
    <message>
        <source>Safe drops</source>
        <translation>Инкассация</translation>
    </message>
    <message>
        <source>Rounding of sales</source>
        <translation>Округление продаж</translation>
    </message>
    <message>
        <source>Event of the sale</source>
        <translation>Событие продажи</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Продажи</translation>
    </message>
    <message>
        <source>Sales, total</source>
        <translation>Продажи, сумма</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Fiscal sign</source>
        <translation>Фискальный признак</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Подпись</translation>
    </message>
    <message>
        <source>Credit slips</source>
        <translation>Талоны на остаток</translation>
    </message>
    <message>
        <source>Credit slips given</source>
        <translation>Выдано талонов</translation>
    </message>
    <message>
        <source>Credit slips given, total</source>
        <translation>Выданные талоны, сумма</translation>
    </message>
    <message>
        <source>Credit slips taken</source>
        <translation>Принятые талоны</translation>
    </message>
    <message>
        <source>Credit slips taken, total</source>
        <translation>Принятые талоны, сумма</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Продано</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Percent of the sticker</source>
        <translation>Процент наклейки</translation>
    </message>
    <message>
        <source>Price of the sticker</source>
        <translation>Цена наклейки</translation>
    </message>
    <message>
        <source>Serial of the sticker</source>
        <translation>Серия наклейки</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Отложено</translation>
    </message>
    <message>
        <source>Prices include tax</source>
        <translation>Цены с налогом</translation>
    </message>
    <message>
        <source>Kind of tax</source>
        <translation>Вид налога</translation>
    </message>
    <message>
        <source>Tenders</source>
        <translation>Виды оплаты</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Терминал</translation>
    </message>
    <message>
        <source>Totals of the terminal</source>
        <translation>Итоги терминала</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Единица</translation>
    </message>
    <message>
        <source>Unit price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>принтер</translation>
    </message>
    <message>
        <source>device with memory</source>
        <translation>устройство с памятью</translation>
    </message>
    <message>
        <source>sale</source>
        <translation>продажа</translation>
    </message>
    <message>
        <source>return</source>
        <translation>возврат</translation>
    </message>
    <message>
        <source>opening of the day</source>
        <translation>открытие дня</translation>
    </message>
    <message>
        <source>closing of the day</source>
        <translation>закрытие дня</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>запрошено</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>зарегистрировано</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказано</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>разрешено</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>the machine&apos;s steady clock</source>
        <translation>монотонные часы машины</translation>
    </message>
    <message>
        <source>the last event</source>
        <translation>последнее событие</translation>
    </message>
    <message>
        <source>it is out</source>
        <translation>вышло из принтера</translation>
    </message>
    <message>
        <source>printed again</source>
        <translation>напечатать снова</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>отказались</translation>
    </message>
    <message>
        <source>paid in</source>
        <translation>внесение</translation>
    </message>
    <message>
        <source>paid out</source>
        <translation>выдача</translation>
    </message>
    <message>
        <source>safe drop</source>
        <translation>инкассация в сейф</translation>
    </message>
    <message>
        <source>drawer without a sale</source>
        <translation>ящик без продажи</translation>
    </message>
    <message>
        <source>counted by hand</source>
        <translation>посчитано вручную</translation>
    </message>
    <message>
        <source>read from the terminal</source>
        <translation>считано с терминала</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>введено вручную</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>процент</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>сумма</translation>
    </message>
    <message>
        <source>price</source>
        <translation>цена</translation>
    </message>
    <message>
        <source>taxed</source>
        <translation>облагается</translation>
    </message>
    <message>
        <source>zero rate</source>
        <translation>нулевая ставка</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>не облагается</translation>
    </message>
    <message>
        <source>promotion</source>
        <translation>акция</translation>
    </message>
    <message>
        <source>promotion on the basket</source>
        <translation>акция на чек</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>купон</translation>
    </message>
    <message>
        <source>sticker</source>
        <translation>наклейка</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>вручную</translation>
    </message>
    <message>
        <source>by hand, on the basket</source>
        <translation>вручную, на чек</translation>
    </message>
    <message>
        <source>cash</source>
        <translation>наличные</translation>
    </message>
    <message>
        <source>card</source>
        <translation>карта</translation>
    </message>
    <message>
        <source>voucher</source>
        <translation>ваучер</translation>
    </message>
    <message>
        <source>foreign cash</source>
        <translation>наличная валюта</translation>
    </message>
    <message>
        <source>credit slip</source>
        <translation>талон на остаток</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>обмен</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>возврат денег</translation>
    </message>
    <message>
        <source>reversal</source>
        <translation>отмена платежа</translation>
    </message>
    <message>
        <source>fiscal</source>
        <translation>фискальный</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>чек</translation>
    </message>
    <message>
        <source>gift receipt</source>
        <translation>подарочный чек</translation>
    </message>
    <message>
        <source>open</source>
        <translation>открыто</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>одобрено</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменено</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>не начато</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>возвращено</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>возвращено</translation>
    </message>
    <message>
        <source>chosen by name, PIN</source>
        <translation>выбран по имени, ПИН-код</translation>
    </message>
    <message>
        <source>badge and PIN</source>
        <translation>бейдж и ПИН-код</translation>
    </message>
    <message>
        <source>badge with a chip</source>
        <translation>бейдж с чипом</translation>
    </message>
    <message>
        <source>badge after one&apos;s own lock</source>
        <translation>бейдж после своей блокировки</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>заблокировано</translation>
    </message>
    <message>
        <source>locked when idle</source>
        <translation>заблокировано при простое</translation>
    </message>
    <message>
        <source>number and PIN</source>
        <translation>номер и ПИН-код</translation>
    </message>
    <message>
        <source>scanned</source>
        <translation>сканирован</translation>
    </message>
    <message>
        <source>quick key</source>
        <translation>быстрая клавиша</translation>
    </message>
    <message>
        <source>found by name</source>
        <translation>найден по названию</translation>
    </message>
    <message>
        <source>weight label</source>
        <translation>весовая этикетка</translation>
    </message>
    <message>
        <source>price label</source>
        <translation>ценовая этикетка</translation>
    </message>
    <message>
        <source>markdown sticker</source>
        <translation>стикер уценки</translation>
    </message>
    <message>
        <source>open item</source>
        <translation>свободная цена</translation>
    </message>
    <message>
        <source>charge of another line</source>
        <translation>сбор другой строки</translation>
    </message>
    <message>
        <source>shelf price</source>
        <translation>цена полки</translation>
    </message>
    <message>
        <source>shelf price differs</source>
        <translation>цена на полке другая</translation>
    </message>
    <message>
        <source>can be sold again</source>
        <translation>можно продать снова</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>повреждено</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>списано</translation>
    </message>
    <message>
        <source>the centre came back older</source>
        <translation>центр восстановлен из старого</translation>
    </message>
    <message>
        <source>a damaged event was carried</source>
        <translation>перенесено повреждённое событие</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>журнал</translation>
    </message>
    <message>
        <source>register of exceptions</source>
        <translation>журнал исключений</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>чеки</translation>
    </message>
    <message>
        <source>pcs</source>
        <translation>шт.</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>кг</translation>
    </message>
    <message>
        <source>m</source>
        <translation>м</translation>
    </message>
    <message>
        <source>l</source>
        <translation>л</translation>
    </message>
    <message>
        <source>Shelf price</source>
        <translation>Цена на полке</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>С налогом</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Без налога</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>К оплате</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>НДС</translation>
    </message>
    <message>
        <source>Tax rate</source>
        <translation>Ставка НДС</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Tax category</source>
        <translation>Налоговая группа</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Категория</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Дано</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сдача</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>Сборы</translation>
    </message>
    <message>
        <source>Before discounts</source>
        <translation>До скидок</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Округление наличных</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Как</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Право</translation>
    </message>
    <message>
        <source>After Pay was opened</source>
        <translation>После «Оплаты»</translation>
    </message>
    <message>
        <source>Was parked</source>
        <translation>Был отложен</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>Вид оплаты</translation>
    </message>
    <message>
        <source>Kind of tender</source>
        <translation>Вид оплаты</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручную</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Номинал</translation>
    </message>
    <message>
        <source>Opening cash</source>
        <translation>Размен на начало</translation>
    </message>
    <message>
        <source>Denominations</source>
        <translation>Номиналы</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Стало</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Z number</source>
        <translation>Номер Z</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Итоги</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидалось</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Посчитано</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Объяснение</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Одобрено</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Journal head</source>
        <translation>Конец журнала</translation>
    </message>
    <message>
        <source>Hash of the head</source>
        <translation>Хеш конца</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>First event</source>
        <translation>Первая запись</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>Последняя запись</translation>
    </message>
    <message>
        <source>Terminal did not answer</source>
        <translation>Терминал не ответил</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Проверил</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Возврат денег</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>its content was changed</source>
        <translation>содержание изменено</translation>
    </message>
    <message>
        <source>it stands in a wrong place</source>
        <translation>стоит не на месте</translation>
    </message>
    <message>
        <source>the event before it was changed or removed</source>
        <translation>предыдущая запись изменена или удалена</translation>
    </message>
    <message>
        <source>it is not signed by this register</source>
        <translation>не подписано этой кассой</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>не читается</translation>
    </message>
    <message>
        <source>it is spelled in another way</source>
        <translation>записано иначе</translation>
    </message>
    <message>
        <source>the end of the journal is missing</source>
        <translation>нет конца журнала</translation>
    </message>
    <message>
        <source>there is no journal</source>
        <translation>журнала нет</translation>
    </message>
    <message>
        <source>the database is damaged</source>
        <translation>база данных повреждена</translation>
    </message>
    <message>
        <source>a newer program wrote it</source>
        <translation>записано более новой программой</translation>
    </message>
    <message>
        <source>what keeps events unchanged was taken out of the database</source>
        <translation>из базы убрана защита записей</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>файл не читается</translation>
    </message>
    <message>
        <source>events are missing</source>
        <translation>записей не хватает</translation>
    </message>
    <message>
        <source>it is not of this register</source>
        <translation>это не этой кассы</translation>
    </message>
    <message>
        <source>it is not the one that was printed</source>
        <translation>это не то, что напечатано</translation>
    </message>
    <message>
        <source>it does not say what its kind of event must say</source>
        <translation>не говорит того, что должна такая запись</translation>
    </message>
    <message>
        <source>its own sums do not meet</source>
        <translation>её собственные суммы не сходятся</translation>
    </message>
    <message>
        <source>receipt numbers are missing or out of order</source>
        <translation>номеров чеков не хватает или порядок нарушен</translation>
    </message>
    <message>
        <source>Z numbers are missing or out of order</source>
        <translation>номеров Z не хватает или порядок нарушен</translation>
    </message>
    <message>
        <source>the receipt kept beside it was changed</source>
        <translation>изменён чек, хранимый рядом</translation>
    </message>
    <message>
        <source>a credit slip was taken for another amount or by another code</source>
        <translation>талон принят на другую сумму или с другим кодом</translation>
    </message>
    <message>
        <source>taken back without the credit slip that it gave</source>
        <translation>возвращено без выданного талона</translation>
    </message>
    <message>
        <source>a credit slip has the number of another document</source>
        <translation>у талона номер другого документа</translation>
    </message>
    <message>
        <source>what is kept of a credit slip was changed</source>
        <translation>хранимое о талоне изменено</translation>
    </message>
    <message>
        <source>a credit slip was used more than once</source>
        <translation>талон использован больше раза</translation>
    </message>
    <message>
        <source>a credit slip was taken that was never given</source>
        <translation>принят талон, которого не выдавали</translation>
    </message>
    <message>
        <source>the list of shifts was changed</source>
        <translation>изменён список смен</translation>
    </message>
    <message>
        <source>it does not fit the shifts around it</source>
        <translation>не вяжется со сменами вокруг</translation>
    </message>
    <message>
        <source>the count of the drawer was not done as it must be</source>
        <translation>ящик считали не так, как положено</translation>
    </message>
    <message>
        <source>the report does not say what its events sum to</source>
        <translation>отчёт не равен сумме своих записей</translation>
    </message>
    <message>
        <source>it is stated twice</source>
        <translation>записано дважды</translation>
    </message>
    <message>
        <source>more or something else came back than was sold</source>
        <translation>вернули больше или другое, чем продано</translation>
    </message>
    <message>
        <source>the two halves of the exchange do not settle each other</source>
        <translation>половины обмена не сходятся</translation>
    </message>
    <message>
        <source>the clock went back, and the register did not say so</source>
        <translation>часы ушли назад, а касса не сказала</translation>
    </message>
</context>
<context>
    <name>ExceptionsScreen</name>
    <message>
        <source>Register of exceptions</source>
        <translation>Журнал исключений</translation>
    </message>
    <message>
        <source>By person, in brackets per 100 sales</source>
        <translation>По людям, в скобках на 100 продаж</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n запись</numerusform>
            <numerusform>%n записи</numerusform>
            <numerusform>%n записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older not listed</source>
        <translation>
            <numerusform>ещё %n старше не показана</numerusform>
            <numerusform>ещё %n старше не показаны</numerusform>
            <numerusform>ещё %n старше не показано</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody did anything.</source>
        <translation>Никто ничего не делал.</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Всё, что есть</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Shift of {name}, {when}</source>
        <translation>Смена {name}, {when}</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>Смотреть не на что</translation>
    </message>
    <message>
        <source>event {seq}</source>
        <translation>запись {seq}</translation>
    </message>
    <message>
        <source>Which time</source>
        <translation>За какое время</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Что показать</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Whose acts</source>
        <translation>Чьи действия</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Nothing is scanned here. Nothing was sold.</source>
        <translation>Здесь не сканируют. Ничего не продано.</translation>
    </message>
    <message>
        <source>Reading; Esc stops it</source>
        <translation>Чтение; Esc остановит</translation>
    </message>
    <message>
        <source>Choose an entry of the journal</source>
        <translation>Выберите запись журнала</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Виды</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Сотрудник</translation>
    </message>
    <message>
        <source>Anew</source>
        <translation>Заново</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Блокир.</translation>
    </message>
</context>
<context>
    <name>ExchangeFlow</name>
    <message>
        <source>Exchange: credit</source>
        <translation>Обмен: в зачёт</translation>
    </message>
    <message>
        <source>Cancel exchange</source>
        <translation>Отменить обмен</translation>
    </message>
    <message>
        <source>For goods of {receipt}. Pay counts it, and gives back what is more.</source>
        <translation>За товар чека {receipt}. «Оплата» зачтёт и вернёт лишнее.</translation>
    </message>
    <message>
        <source>For goods without a receipt. Pay counts it, and gives back what is more.</source>
        <translation>За товар без чека. «Оплата» зачтёт и вернёт лишнее.</translation>
    </message>
    <message>
        <source>Credit {amount}</source>
        <translation>В зачёт {amount}</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>The goods are not taken back; the basket stays as it is.</source>
        <translation>Товар остаётся у покупателя, текущий чек не меняется.</translation>
    </message>
    <message>
        <source>Go on with the exchange</source>
        <translation>Продолжить обмен</translation>
    </message>
</context>
<context>
    <name>FigurePanel</name>
    <message>
        <source>Known, Down takes it: {number}</source>
        <translation>Известный, клавиша «вниз»: {number}</translation>
    </message>
    <message>
        <source>Type a figure first</source>
        <translation>Сначала введите число</translation>
    </message>
    <message>
        <source>Check what was typed</source>
        <translation>Проверьте введённое</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Принять</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>An empty field is not zero; Enter in one of slips counts 0.</source>
        <translation>Пустое поле — не ноль; Enter в поле бланков считает 0.</translation>
    </message>
</context>
<context>
    <name>FindReceiptScreen</name>
    <message>
        <source>Return: which receipt?</source>
        <translation>Возврат: какой чек?</translation>
    </message>
    <message>
        <source>Scan or type a receipt first</source>
        <translation>Сначала сканируйте или наберите чек</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>Без чека</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open the chosen receipt</source>
        <translation>Открыть выбранный чек</translation>
    </message>
</context>
<context>
    <name>FiscalDayFlow</name>
    <message>
        <source>Close the fiscal day</source>
        <translation>Закрыть фискальный день</translation>
    </message>
    <message>
        <source>asks first</source>
        <translation>сначала спросит</translation>
    </message>
    <message>
        <source>The device is closing it</source>
        <translation>Устройство его закрывает</translation>
    </message>
    <message>
        <source>Send refused documents again</source>
        <translation>Отправить отклонённые документы снова</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n документ</numerusform>
            <numerusform>%n документа</numerusform>
            <numerusform>%n документов</numerusform>
        </translation>
    </message>
    <message>
        <source>None was refused</source>
        <translation>Отклонённых нет</translation>
    </message>
    <message>
        <source>The device prints its report of the day.</source>
        <translation>Устройство печатает отчёт за день.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>The next sale opens the next day.</source>
        <translation>Следующая продажа откроет следующий день.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <source>The fiscal day is being closed</source>
        <translation>Фискальный день закрывается</translation>
    </message>
    <message>
        <source>The fiscal day is closed</source>
        <translation>Фискальный день закрыт</translation>
    </message>
    <message>
        <source>The documents are being sent again</source>
        <translation>Документы отправляются снова</translation>
    </message>
</context>
<context>
    <name>GoodsPanel</name>
    <message>
        <source>Up and Down choose, Enter takes it</source>
        <translation>Вверх и вниз — выбор, Enter — взять</translation>
    </message>
    <message>
        <source>Nothing like that; Enter takes what is typed as a code</source>
        <translation>Такого нет; Enter возьмёт набранное как код</translation>
    </message>
    <message>
        <source>Type a code or a name first</source>
        <translation>Сначала наберите код или название</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Взять</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>What the keys do here</source>
        <translation>Что здесь делают клавиши</translation>
    </message>
    <message>
        <source>One step back; a basket is never lost</source>
        <translation>Шаг назад; чек никогда не теряется</translation>
    </message>
    <message>
        <source>Choose a line or a result</source>
        <translation>Выбор строки или результата</translation>
    </message>
    <message>
        <source>Void the line</source>
        <translation>Сторно строки</translation>
    </message>
    <message>
        <source>Cancel the basket, with a reason</source>
        <translation>Отмена чека, с причиной</translation>
    </message>
    <message>
        <source>Quantity before a scan</source>
        <translation>Количество перед сканом</translation>
    </message>
    <message>
        <source>Then a scan voids that product</source>
        <translation>Затем скан сторнирует товар</translation>
    </message>
    <message>
        <source>Print a copy of the last receipt</source>
        <translation>Копия последнего чека</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>JournalScreen</name>
    <message>
        <source>Journal of this register</source>
        <translation>Журнал этой кассы</translation>
    </message>
    <message>
        <source>Receipt, SKU or any text</source>
        <translation>Чек, артикул или любой текст</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) exported</source>
        <translation>
            <numerusform>выгружена %n запись</numerusform>
            <numerusform>выгружены %n записи</numerusform>
            <numerusform>выгружено %n записей</numerusform>
        </translation>
    </message>
    <message>
        <source>The chain breaks at event {seq}: {trouble}</source>
        <translation>Цепочка рвётся на записи {seq}: {trouble}</translation>
    </message>
    <message numerus="yes">
        <source>The chain holds over the %n event(s) read</source>
        <translation>
            <numerusform>Цепочка цела на %n прочитанной записи</numerusform>
            <numerusform>Цепочка цела на %n прочитанных записях</numerusform>
            <numerusform>Цепочка цела на %n прочитанных записях</numerusform>
        </translation>
    </message>
    <message>
        <source>No event like that</source>
        <translation>Таких записей нет</translation>
    </message>
    <message>
        <source>hash {hash}</source>
        <translation>хеш {hash}</translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s): export shows all</source>
        <translation>
            <numerusform>ещё %n поле: всё есть в выгрузке</numerusform>
            <numerusform>ещё %n поля: всё есть в выгрузке</numerusform>
            <numerusform>ещё %n полей: всё есть в выгрузке</numerusform>
        </translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Все записи</translation>
    </message>
    <message>
        <source>Sales, returns, post-voids</source>
        <translation>Продажи, возвраты, сторно чеков</translation>
    </message>
    <message>
        <source>Baskets: voids, cancelled, tasks</source>
        <translation>Чеки: сторно, отмены, задачи</translation>
    </message>
    <message>
        <source>Shift, cash, counts, reports</source>
        <translation>Смена, наличные, подсчёты, отчёты</translation>
    </message>
    <message>
        <source>Payments and the fiscal device</source>
        <translation>Оплаты и фискальное устройство</translation>
    </message>
    <message>
        <source>Logins, approvals, looks, exports</source>
        <translation>Входы, разрешения, просмотры, выгрузки</translation>
    </message>
    <message>
        <source>Copies and print questions</source>
        <translation>Копии и вопросы о печати</translation>
    </message>
    <message>
        <source>The register itself</source>
        <translation>Сама касса</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>Какие записи</translation>
    </message>
    <message>
        <source>Whose events</source>
        <translation>Чьи записи</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Эта смена</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Всё, что есть</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Что выгрузить</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>Working; Esc stops it</source>
        <translation>Работаем; Esc остановит</translation>
    </message>
    <message>
        <source>There is nothing older</source>
        <translation>Старше ничего нет</translation>
    </message>
    <message>
        <source>This is the newest page</source>
        <translation>Это новейшая страница</translation>
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
        <source>Kinds</source>
        <translation>Виды</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Сотрудник</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Новейшие</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Новее</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Старше</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Выгрузка</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Блокир.</translation>
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
    <name>LineFlow</name>
    <message>
        <source>Line to the centre</source>
        <translation>Связь с центром</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Less: {name}</source>
        <translation>Меньше: {name}</translation>
    </message>
    <message>
        <source>More: {name}</source>
        <translation>Больше: {name}</translation>
    </message>
    <message>
        <source>deposit {amount}</source>
        <translation>залог {amount}</translation>
    </message>
    <message>
        <source>scan its square code</source>
        <translation>сканируйте квадратный код</translation>
    </message>
    <message>
        <source>{amount} for {quantity}</source>
        <translation>{amount} за {quantity}</translation>
    </message>
    <message>
        <source>one is {amount}</source>
        <translation>один — {amount}</translation>
    </message>
    <message>
        <source>{quantity} returned</source>
        <translation>возвращено {quantity}</translation>
    </message>
</context>
<context>
    <name>LineScreen</name>
    <message>
        <source>The catalogue comes: {done} of {of} KB</source>
        <translation>Загружается каталог: {done} из {of} КБ</translation>
    </message>
    <message>
        <source>the oldest from {age}</source>
        <translation>самое старое: {age}</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of the journal</source>
        <translation>
            <numerusform>%n запись журнала</numerusform>
            <numerusform>%n записи журнала</numerusform>
            <numerusform>%n записей журнала</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>ничего не ждёт</translation>
    </message>
    <message>
        <source>Waiting for the centre</source>
        <translation>Ждут отправки в центр</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n продажа</numerusform>
            <numerusform>%n продажи</numerusform>
            <numerusform>%n продаж</numerusform>
        </translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Последний ответ</translation>
    </message>
    <message>
        <source>This clock</source>
        <translation>Часы этой кассы</translation>
    </message>
    <message>
        <source>The centre keeps them and could not read them; nothing is lost.</source>
        <translation>Центр хранит их, но прочесть не смог; ничего не потеряно.</translation>
    </message>
    <message>
        <source>Set aside by the centre</source>
        <translation>Отложено центром</translation>
    </message>
    <message>
        <source>Works without the line</source>
        <translation>Работает без связи</translation>
    </message>
    <message>
        <source>Needs the line</source>
        <translation>Нужна связь</translation>
    </message>
    <message>
        <source>No centre is set up</source>
        <translation>Центр не подключён</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Связаться</translation>
    </message>
    <message>
        <source>Asking the centre</source>
        <translation>Обращаемся к центру</translation>
    </message>
</context>
<context>
    <name>LineWords</name>
    <message>
        <source>Online</source>
        <translation>На связи</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Соединение</translation>
    </message>
    <message>
        <source>No centre</source>
        <translation>Без центра</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Нет связи</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Центр отказал</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>с {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s) waiting</source>
        <translation>
            <numerusform>%n чек ждёт</numerusform>
            <numerusform>%n чека ждут</numerusform>
            <numerusform>%n чеков ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>This register belongs to no centre</source>
        <translation>Эта касса не подключена к центру</translation>
    </message>
    <message>
        <source>Connecting to the centre</source>
        <translation>Соединяемся с центром</translation>
    </message>
    <message>
        <source>The centre refuses this register</source>
        <translation>Центр не принимает эту кассу</translation>
    </message>
    <message>
        <source>It sells by itself. A centre is joined by its code: omnitill enrol.</source>
        <translation>Она продаёт сама по себе. Подключить к центру можно по коду: omnitill enrol.</translation>
    </message>
    <message>
        <source>Selling goes on meanwhile.</source>
        <translation>Продавать можно как обычно.</translation>
    </message>
    <message>
        <source>Sales reach the centre as they are made.</source>
        <translation>Продажи сразу передаются в центр.</translation>
    </message>
    <message>
        <source>Sell as always: everything is kept here and sent by itself later.</source>
        <translation>Продавайте как обычно: всё хранится здесь и будет отправлено само.</translation>
    </message>
    <message>
        <source>Sell as always: everything is kept here. Call the shop&apos;s administrator.</source>
        <translation>Продавайте как обычно: всё хранится здесь. Позовите администратора.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>ни разу</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age} назад</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} д {hours} ч</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} мин</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>agrees with the centre&apos;s</source>
        <translation>как в центре</translation>
    </message>
    <message>
        <source>{span} behind the centre&apos;s</source>
        <translation>отстают на {span}</translation>
    </message>
    <message>
        <source>{span} ahead of the centre&apos;s</source>
        <translation>спешат на {span}</translation>
    </message>
    <message>
        <source>Products, prices, promotions</source>
        <translation>Товары, цены, акции</translation>
    </message>
    <message>
        <source>Settings of the store</source>
        <translation>Настройки магазина</translation>
    </message>
    <message>
        <source>People and settings of this register</source>
        <translation>Сотрудники и настройки этой кассы</translation>
    </message>
    <message>
        <source>Stock of {location}</source>
        <translation>Остатки: {location}</translation>
    </message>
    <message>
        <source>{position} of {head}</source>
        <translation>{position} из {head}</translation>
    </message>
    <message>
        <source>up to date, {age}</source>
        <translation>свежие, {age}</translation>
    </message>
    <message>
        <source>Selling, prices and promotions</source>
        <translation>Продажа, цены и акции</translation>
    </message>
    <message>
        <source>Cash, cards at the terminal, vouchers</source>
        <translation>Наличные, карты на терминале, ваучеры</translation>
    </message>
    <message>
        <source>Returns of this register&apos;s receipts</source>
        <translation>Возврат по чекам этой кассы</translation>
    </message>
    <message>
        <source>Shift, count, X and Z</source>
        <translation>Смена, пересчёт, X и Z</translation>
    </message>
    <message>
        <source>Fresh stock of other stores: shown with its age</source>
        <translation>Свежие остатки других магазинов: показан их возраст</translation>
    </message>
    <message>
        <source>New prices, promotions and people</source>
        <translation>Новые цены, акции и сотрудники</translation>
    </message>
    <message>
        <source>Receipts and credit slips of other registers</source>
        <translation>Чеки и талоны на остаток других касс</translation>
    </message>
</context>
<context>
    <name>LoginScreen</name>
    <message>
        <source>Good night</source>
        <translation>Доброй ночи</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>Доброе утро</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>Добрый день</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>Добрый вечер</translation>
    </message>
    <message>
        <source>The shift is open.</source>
        <translation>Смена открыта.</translation>
    </message>
    <message>
        <source>No shift is open. Opening cash is counted next.</source>
        <translation>Смена не открыта. Далее пересчёт размена.</translation>
    </message>
    <message numerus="yes">
        <source>A basket waits: %n line(s).</source>
        <translation>
            <numerusform>Ждёт чек: %n строка.</numerusform>
            <numerusform>Ждёт чек: %n строки.</numerusform>
            <numerusform>Ждёт чек: %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Отсканируйте бейдж</translation>
    </message>
    <message>
        <source>It names you; the PIN is asked all the same</source>
        <translation>Он лишь называет вас; ПИН-код всё равно нужен</translation>
    </message>
    <message>
        <source>Or choose yourself</source>
        <translation>Или выберите себя</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Other person</source>
        <translation>Другой сотрудник</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>по номеру</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>Ещё сотрудники</translation>
    </message>
    <message>
        <source>Nobody here has this number.</source>
        <translation>Такого номера здесь ни у кого нет.</translation>
    </message>
    <message numerus="yes">
        <source>%n more tries.</source>
        <translation>
            <numerusform>Осталась %n попытка.</numerusform>
            <numerusform>Осталось %n попытки.</numerusform>
            <numerusform>Осталось %n попыток.</numerusform>
        </translation>
    </message>
    <message>
        <source>Staff number, then the PIN</source>
        <translation>Табельный номер, затем ПИН-код</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>PIN, 4 to 8 digits</source>
        <translation>ПИН-код, 4–8 цифр</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Войти</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Wait %n second(s).</source>
        <translation>
            <numerusform>Слишком много ошибок. Подождите %n секунду.</numerusform>
            <numerusform>Слишком много ошибок. Подождите %n секунды.</numerusform>
            <numerusform>Слишком много ошибок. Подождите %n секунд.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n more tries.</source>
        <translation>
            <numerusform>Неверный ПИН-код. Осталась %n попытка.</numerusform>
            <numerusform>Неверный ПИН-код. Осталось %n попытки.</numerusform>
            <numerusform>Неверный ПИН-код. Осталось %n попыток.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is no badge of this store. Nothing was sold.</source>
        <translation>Это бейдж не нашего магазина. Ничего не продано.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другой</translation>
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
        <source>Too much came at once|The last input was not taken.|Check the last line and do it again.</source>
        <translation>Слишком много сразу|Последний ввод не принят.|Проверьте последнюю строку и повторите.</translation>
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
        <source>The markdown sticker ended {expiry}|Nothing was added.|Scan the product&apos;s own code.</source>
        <translation>Уценка действовала до {expiry}|Ничего не добавлено.|Сканируйте код самого товара.</translation>
    </message>
    <message>
        <source>This markdown sticker was used already|Every sticker counts once.|Scan the product&apos;s own code.</source>
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
        <source>A deposit follows its product||Change the product&apos;s line.</source>
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
        <source>That needs an approval|It is above the cashier&apos;s limit.|Choose the line and press Del.</source>
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
        <source>Receipt {receipt} was changed on disk|It is not what the signed journal says of it; nothing was done with it.|Tell the store&apos;s manager: the journal has to be verified.</source>
        <translation>Чек {receipt} изменён на диске|Он не совпадает с подписанным журналом; с ним ничего не сделано.|Скажите управляющему: журнал нужно проверить.</translation>
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
        <source>Too much taken off|A line&apos;s discounts together are above the limit.|Lower one, or have it approved.</source>
        <translation>Снято слишком много|Скидки строки вместе выше лимита.|Уменьшите одну или получите разрешение.</translation>
    </message>
    <message>
        <source>Too much for empties|It is above the cashier&apos;s limit for one basket.|Call the manager.</source>
        <translation>Слишком много за тару|Это больше, чем кассир может выдать за один чек.|Позовите управляющего.</translation>
    </message>
    <message>
        <source>Scan this code|A typed price is above the cashier&apos;s limit.|Scan it, or change the price of the line.</source>
        <translation>Отсканируйте этот код|Цена, введённая вручную, выше предела кассира.|Отсканируйте его или измените цену строки.</translation>
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
        <source>A marked unit is being checked||Wait a second or two.</source>
        <translation>Проверяется маркировка||Подождите секунду-другую.</translation>
    </message>
    <message>
        <source>This unit may not be sold|The marking scheme refuses it.|Put it aside and take another one.</source>
        <translation>Эту единицу продавать нельзя|Система маркировки её не пропускает.|Отложите её и возьмите другую.</translation>
    </message>
    <message>
        <source>The unit could not be checked|Without an answer the store does not sell marked goods.|Scan it again.</source>
        <translation>Проверить единицу не удалось|Без ответа магазин не продаёт маркированный товар.|Сканируйте снова.</translation>
    </message>
    <message>
        <source>This piece was sold already|Its square code is used up.|Take another piece and call the manager.</source>
        <translation>Эта штука уже продана|Её код погашен.|Возьмите другую и позовите управляющего.</translation>
    </message>
    <message>
        <source>What does the slip say?||F5: approved, F4: declined.</source>
        <translation>Что на слипе?||F5: одобрено, F4: отклонено.</translation>
    </message>
    <message>
        <source>The terminal did not take it|Nothing was taken.|Try again.</source>
        <translation>Терминал не принял сумму|Ничего не списано.|Повторите.</translation>
    </message>
    <message>
        <source>The money did not go back|The bank refused it.|Call the manager.</source>
        <translation>Деньги не вернулись|Банк отказал.|Позовите управляющего.</translation>
    </message>
    <message>
        <source>Nothing there|Nothing was taken.|Check the connection and try again.</source>
        <translation>Не найдено|Ничего не списано.|Проверьте соединение и повторите.</translation>
    </message>
    <message>
        <source>The card is still at the terminal||Wait and ask again.</source>
        <translation>Карта ещё на терминале||Подождите и спросите снова.</translation>
    </message>
    <message>
        <source>The terminal knows another amount||Call the manager.</source>
        <translation>Терминал знает другую сумму||Позовите управляющего.</translation>
    </message>
    <message>
        <source>The terminal states another amount||Compare the slip and call the manager.</source>
        <translation>Терминал назвал другую сумму||Сверьте слип и позовите управляющего.</translation>
    </message>
    <message>
        <source>The terminal states another currency||Compare the slip and call the manager.</source>
        <translation>Терминал назвал другую валюту||Сверьте слип и позовите управляющего.</translation>
    </message>
    <message>
        <source>The terminal answered another question||Ask again.</source>
        <translation>Терминал ответил на другой запрос||Спросите снова.</translation>
    </message>
    <message>
        <source>The answer makes no sense||Ask again.</source>
        <translation>Ответ непонятен||Спросите снова.</translation>
    </message>
    <message>
        <source>The answer was lost||Ask again.</source>
        <translation>Ответ потерян||Спросите снова.</translation>
    </message>
    <message>
        <source>No answer in time||Try again.</source>
        <translation>Нет ответа вовремя||Повторите.</translation>
    </message>
    <message>
        <source>No connection|Nothing was taken.|Check the cable and power, then try again.</source>
        <translation>Нет соединения|Ничего не списано.|Проверьте кабель и питание, повторите.</translation>
    </message>
    <message>
        <source>Refused|Nothing was taken.|Try again or call the manager.</source>
        <translation>Отказ|Ничего не списано.|Повторите или позовите управляющего.</translation>
    </message>
    <message>
        <source>The connection broke|The last input was cut off.|Check the cable and try again.</source>
        <translation>Связь прервалась|Последний ввод оборван.|Проверьте кабель и повторите.</translation>
    </message>
    <message>
        <source>No access to the device||Call the technician.</source>
        <translation>Нет доступа к устройству||Позовите техника.</translation>
    </message>
    <message>
        <source>The device is set up wrongly||Check it in F11, Settings.</source>
        <translation>Устройство настроено неверно||Проверьте: F11, Настройки.</translation>
    </message>
    <message>
        <source>The scan had no end|The scanner sends no Enter after a code.|Set up the scanner, or press Enter.</source>
        <translation>Скан без окончания|Сканер не шлёт Enter после кода.|Настройте сканер или нажмите Enter.</translation>
    </message>
    <message>
        <source>That code has a wrong length|Nothing was added.|Scan again or find the product by name.</source>
        <translation>Неверная длина кода|Ничего не добавлено.|Сканируйте снова или найдите товар по названию.</translation>
    </message>
    <message>
        <source>The code names no product|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>Код не называет товар|Ничего не добавлено.|Сканируйте штрихкод товара.</translation>
    </message>
    <message>
        <source>That is no product&apos;s code|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>Это код не товара|Ничего не добавлено.|Сканируйте штрихкод товара.</translation>
    </message>
    <message>
        <source>The code is damaged|Nothing was added.|Scan again or type it anew.</source>
        <translation>Код повреждён|Ничего не добавлено.|Сканируйте снова или введите заново.</translation>
    </message>
    <message>
        <source>The scanner drops a separator|The square code came incomplete.|Call the technician to set up the scanner.</source>
        <translation>Сканер теряет разделитель|Квадратный код пришёл неполным.|Позовите техника настроить сканер.</translation>
    </message>
    <message>
        <source>That code is not of this store|Nothing was added.|Scan the product&apos;s barcode.</source>
        <translation>Код не нашего магазина|Ничего не добавлено.|Сканируйте штрихкод товара.</translation>
    </message>
    <message>
        <source>The basket has fewer of them|{missing} are missing.|Type less.</source>
        <translation>В чеке столько нет|Не хватает: {missing}.|Введите меньше.</translation>
    </message>
    <message>
        <source>The price is missing|An open item needs its price.|Type the price.</source>
        <translation>Нет цены|Для свободной цены нужна сумма.|Введите цену.</translation>
    </message>
    <message>
        <source>That figure is not possible||Type another one.</source>
        <translation>Недопустимое число||Введите другое.</translation>
    </message>
    <message>
        <source>Too little was given||Take the rest first.</source>
        <translation>Получено мало||Сначала примите остаток.</translation>
    </message>
    <message>
        <source>This tender gives no change||Type less.</source>
        <translation>С этого вида оплаты нет сдачи||Введите меньше.</translation>
    </message>
    <message>
        <source>That part goes the other way|The basket pays out.|Pay it out in cash.</source>
        <translation>Часть не в ту сторону|По чеку деньги выдаются.|Выдайте наличными.</translation>
    </message>
    <message>
        <source>The prices have changed|Nothing was sold.|Go back to the basket and pay again.</source>
        <translation>Цены изменились|Ничего не продано.|Вернитесь в чек и оплатите снова.</translation>
    </message>
    <message>
        <source>This sale is recorded already|It was sold once.|Print a copy of its receipt.</source>
        <translation>Продажа уже записана|Она прошла один раз.|Напечатайте копию чека.</translation>
    </message>
    <message>
        <source>The disk is full|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Диск заполнен|Ничего не потеряно; новое не принимается.|Позовите техника.</translation>
    </message>
    <message>
        <source>The disk does not work|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Диск не работает|Ничего не потеряно; новое не принимается.|Позовите техника.</translation>
    </message>
    <message>
        <source>The disk is write-protected|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Диск защищён от записи|Ничего не потеряно; новое не принимается.|Позовите техника.</translation>
    </message>
    <message>
        <source>The journal cannot be opened|Nothing was lost; nothing new is taken.|Call the technician.</source>
        <translation>Журнал не открывается|Ничего не потеряно; новое не принимается.|Позовите техника.</translation>
    </message>
    <message>
        <source>Busy at the moment||Wait a little and try again.</source>
        <translation>Сейчас занято||Подождите и повторите.</translation>
    </message>
    <message>
        <source>The register is being switched off|Nothing new is taken.|Start it again.</source>
        <translation>Касса выключается|Новое не принимается.|Запустите её снова.</translation>
    </message>
    <message>
        <source>The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed.</source>
        <translation>Журнал повреждён|Новое не принимается.|Позовите техника: нужна резервная копия.</translation>
    </message>
    <message>
        <source>Not known whether the sale was written|The disk did not answer.|Enter tries again; it is never sold twice.</source>
        <translation>Неизвестно, записана ли продажа|Диск не ответил.|Enter повторит; дважды не продастся.</translation>
    </message>
    <message>
        <source>Scan every label|A label has its own quantity.|Scan the labels one by one.</source>
        <translation>Сканируйте каждую этикетку|Количество стоит на этикетке.|Сканируйте этикетки по одной.</translation>
    </message>
    <message>
        <source>The terminal stands alone||Key the amount into it.</source>
        <translation>Терминал отдельный||Наберите на нём сумму.</translation>
    </message>
    <message>
        <source>The card was charged another amount|The terminal and the register differ.|Call the manager.</source>
        <translation>С карты списана другая сумма|Терминал и касса расходятся.|Позовите управляющего.</translation>
    </message>
    <message>
        <source>No backup was made|The journal itself is whole; selling goes on.|Call the technician.</source>
        <translation>Резервная копия не сделана|Журнал цел, продажа продолжается.|Позовите техника.</translation>
    </message>
    <message>
        <source>The journal is older than its copies|Somebody put an older file back: sales may be missing.|Call the manager now: F11, Doctor.</source>
        <translation>Журнал старше своих копий|Кто-то вернул старый файл: продажи могли пропасть.|Сразу позовите управляющего: F11, диагностика.</translation>
    </message>
    <message>
        <source>The clock went back|Receipts would carry a wrong time.|Call the technician.</source>
        <translation>Часы ушли назад|В чеках будет неверное время.|Позовите техника.</translation>
    </message>
    <message>
        <source>The clock jumped ahead|Receipts would carry a wrong time.|Call the technician.</source>
        <translation>Часы убежали вперёд|В чеках будет неверное время.|Позовите техника.</translation>
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
        <source>{device}: another currency||Call the technician.</source>
        <translation>{device}: другая валюта||Вызовите техника.</translation>
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
        <source>{device}: broken||Switch it off and on; if it stays, call the technician.</source>
        <translation>{device}: неисправность||Выключите и включите; не помогло: позовите техника.</translation>
    </message>
    <message>
        <source>{device}: jammed||Switch off, free the paper, switch on.</source>
        <translation>{device}: замятие||Выключите, освободите бумагу, включите.</translation>
    </message>
    <message>
        <source>{device}: document refused|It cannot be put on paper.|Call the technician.</source>
        <translation>{device}: документ не принят|Его нельзя напечатать.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: no connection||Check its cable, power and the network.</source>
        <translation>{device}: нет соединения||Проверьте кабель, питание и сеть.</translation>
    </message>
    <message>
        <source>{device}: not found||Plug it in, or check its address in F11, Settings.</source>
        <translation>{device}: не найдено||Подключите или проверьте адрес: F11, Настройки.</translation>
    </message>
    <message>
        <source>{device}: no access|The system does not allow it.|Call the technician.</source>
        <translation>{device}: нет доступа|Система не разрешает.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: set up wrongly||Check F11, Settings.</source>
        <translation>{device}: неверная настройка||Проверьте: F11, Настройки.</translation>
    </message>
    <message>
        <source>{device}: wrong address||Check F11, Settings.</source>
        <translation>{device}: неверный адрес||Проверьте: F11, Настройки.</translation>
    </message>
    <message>
        <source>{device}: no driver|The system lacks its driver.|Call the technician.</source>
        <translation>{device}: нет драйвера|В системе нет его драйвера.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: connection error||Check its cable; if it stays, call the technician.</source>
        <translation>{device}: ошибка связи||Проверьте кабель; не помогло: позовите техника.</translation>
    </message>
    <message>
        <source>{device}: not connected||Check its cable and power.</source>
        <translation>{device}: не подключено||Проверьте кабель и питание.</translation>
    </message>
    <message>
        <source>{device}: gives no answers|Its connection goes one way.|Look at the paper.</source>
        <translation>{device}: не даёт ответа|Связь только в одну сторону.|Посмотрите на бумагу.</translation>
    </message>
    <message>
        <source>{device}: answer lost||Ask it again.</source>
        <translation>{device}: ответ потерян||Запросите снова.</translation>
    </message>
    <message>
        <source>{device}: answer makes no sense||Switch it off and on.</source>
        <translation>{device}: непонятный ответ||Выключите и включите.</translation>
    </message>
    <message>
        <source>{device}: still at work||Wait a little.</source>
        <translation>{device}: ещё работает||Немного подождите.</translation>
    </message>
    <message>
        <source>{device}: stands alone|Its outcome is confirmed by hand.</source>
        <translation>{device}: отдельно|Исход подтверждается вручную.</translation>
    </message>
    <message>
        <source>{device}: document too long||Call the technician.</source>
        <translation>{device}: документ слишком длинный||Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: too many lines||Call the technician.</source>
        <translation>{device}: слишком много строк||Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: document refused|Its number was used already.|Call the technician.</source>
        <translation>{device}: документ не принят|Его номер уже использован.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: total differs|The device counted another total.|Call the technician.</source>
        <translation>{device}: итог не сходится|Устройство насчитало другой итог.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: day ends soon|It is over 22 hours old.|Close it: F11, Reports.</source>
        <translation>{device}: смена скоро истечёт|Ей больше 22 часов.|Закройте её: F11, Отчёты.</translation>
    </message>
    <message>
        <source>{device}: day over 24 hours|The law allows no sale in it.|Close it: F11, Reports.</source>
        <translation>{device}: смена дольше 24 часов|По закону в ней нельзя продавать.|Закройте её: F11, Отчёты.</translation>
    </message>
    <message>
        <source>{device}: day is closed||It opens with the next sale.</source>
        <translation>{device}: смена закрыта||Откроется со следующей продажей.</translation>
    </message>
    <message>
        <source>{device}: day is open already</source>
        <translation>{device}: смена уже открыта</translation>
    </message>
    <message>
        <source>{device}: answer not written|The disk is full.|Call the technician.</source>
        <translation>{device}: ответ не записан|Диск заполнен.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: answer not written|The disk did not take it.|Call the technician.</source>
        <translation>{device}: ответ не записан|Диск его не принял.|Позовите техника.</translation>
    </message>
    <message>
        <source>{device}: broke off in the middle||Look whether the receipt is on paper.</source>
        <translation>{device}: печать прервалась||Посмотрите, вышел ли чек.</translation>
    </message>
    <message>
        <source>{device}: receipt refused|{detail}|Call the manager.</source>
        <translation>{device}: чек не принят|{detail}|Позовите управляющего.</translation>
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
    <message>
        <source>Card at the terminal||Wait, ask again with F5 or cancel it: F4.</source>
        <translation>Карта на терминале||Ждите, спросите снова: F5, отмените: F4.</translation>
    </message>
    <message>
        <source>Card: outcome unknown||Ask the terminal: F5.</source>
        <translation>Карта: исход неизвестен||Спросите терминал: F5.</translation>
    </message>
    <message>
        <source>Needs the line|The register is offline.|Take another tender.</source>
        <translation>Нужна связь|Касса без сети.|Выберите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Not for these goods|The tender pays only some kinds of goods.|Take another tender.</source>
        <translation>Не для этих товаров|Так оплачиваются лишь некоторые товары.|Выберите другой вид оплаты.</translation>
    </message>
    <message>
        <source>No terminal is set up||Take another tender.</source>
        <translation>Терминал не настроен||Выберите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Paid out in cash only||Enter pays it out.</source>
        <translation>Выдача только наличными||Enter: выдать.</translation>
    </message>
    <message>
        <source>Nothing is left to pay</source>
        <translation>Всё уже оплачено</translation>
    </message>
    <message>
        <source>The amount must be above zero||Type the amount.</source>
        <translation>Сумма должна быть больше нуля||Введите сумму.</translation>
    </message>
    <message>
        <source>More than is left to pay|Only cash gives change.|Type less.</source>
        <translation>Больше, чем осталось оплатить|Сдача только с наличных.|Введите меньше.</translation>
    </message>
    <message>
        <source>This voucher was taken already|Every voucher counts once.</source>
        <translation>Этот сертификат уже принят|Каждый действует один раз.</translation>
    </message>
    <message>
        <source>That is no code of a credit slip|Nothing was taken.|Scan it, or type all that stands under its code.</source>
        <translation>Это не код талона|Ничего не принято.|Сканируйте его или наберите всё, что под кодом.</translation>
    </message>
    <message>
        <source>A credit slip is worth what it says|It is taken by its code alone.|Scan it, or press F7.</source>
        <translation>Талон стоит столько, сколько на нём|Его берут только по коду.|Сканируйте или нажмите F7.</translation>
    </message>
    <message>
        <source>This store takes no credit slips||Take another tender.</source>
        <translation>Магазин не принимает талоны||Возьмите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was taken already|It counts once.|Scan another one.</source>
        <translation>Талон {slip} уже принят|Он считается раз.|Сканируйте другой.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is of another register|Only the line to the centre can tell whether it is worth anything.|Take another tender, or pay at the register that gave it.</source>
        <translation>Талон {slip} другой кассы|Стоит ли он чего, знает лишь центр.|Возьмите другой вид оплаты или оплатите на той кассе.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was never given|The number is of this register, the code is not.|Call the manager.</source>
        <translation>Талон {slip} не выдавали|Номер этой кассы, а код — нет.|Позовите управляющего.</translation>
    </message>
    <message>
        <source>Credit slip {slip} was used already|It pays once.|Take another tender.</source>
        <translation>Талон {slip} уже использован|Он платит раз.|Возьмите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is void|The sale that gave it was taken back.|Take another tender.</source>
        <translation>Талон {slip} недействителен|Продажу, что его дала, отменили.|Возьмите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Credit slip {slip} pays, it is no goods||Go to Pay and scan it there.</source>
        <translation>Талон {slip} платит, это не товар||Перейдите в «Оплату» и сканируйте там.</translation>
    </message>
    <message>
        <source>The sale gave a credit slip that is not back|It has to come back unused.|Scan it here, or F7.</source>
        <translation>Продажа дала талон, он не вернулся|Он должен вернуться неиспользованным.|Сканируйте его здесь или F7.</translation>
    </message>
    <message>
        <source>Credit slip {slip} is of another sale||Scan the one that this sale gave.</source>
        <translation>Талон {slip} другой продажи||Сканируйте талон этой продажи.</translation>
    </message>
    <message>
        <source>That is no amount|Nothing was taken.|Check what was typed.</source>
        <translation>Это не сумма|Ничего не принято.|Проверьте ввод.</translation>
    </message>
    <message>
        <source>{amount} is paid out, no more and no less|Nothing was paid out.|Clear what was typed, then Enter.</source>
        <translation>Выдаётся {amount}, не больше и не меньше|Ничего не выдано.|Сотрите набранное, затем Enter.</translation>
    </message>
    <message>
        <source>Type the amount first||Then press the key again.</source>
        <translation>Сначала введите сумму||Затем нажмите снова.</translation>
    </message>
    <message>
        <source>Money was taken already|It would be lost from sight.|Give each part back first: F4 or −.</source>
        <translation>Деньги уже приняты|Они пропадут из виду.|Сначала верните каждую часть: F4 или −.</translation>
    </message>
    <message>
        <source>Not added: payment is open|The sum does not change while it is paid.|Esc, then scan again.</source>
        <translation>Не добавлено: идёт оплата|Сумма при оплате не меняется.|Esc, затем сканируйте снова.</translation>
    </message>
    <message>
        <source>Not added: finish here first||Enter or Esc, then scan again.</source>
        <translation>Не добавлено: сначала завершите здесь||Enter или Esc, затем сканируйте снова.</translation>
    </message>
    <message>
        <source>Nobody knows whether the card got its money back|The part stays as it was.|Remove it again: F4.</source>
        <translation>Неизвестно, вернулись ли деньги на карту|Часть осталась как была.|Уберите её снова: F4.</translation>
    </message>
    <message>
        <source>The card did not get its money back|The part stays as it was.|Remove it again: F4.</source>
        <translation>Деньги на карту не вернулись|Часть оплаты осталась.|Уберите её снова: F4.</translation>
    </message>
    <message>
        <source>Too much for one receipt|Nothing was taken.|Void some lines and sell them in a second receipt.</source>
        <translation>Слишком много для одного чека|Ничего не принято.|Уберите часть строк и продайте вторым чеком.</translation>
    </message>
    <message>
        <source>A card was approved after all|It counts as paid again.|Keep it, or give it back: F4 in Pay.</source>
        <translation>Карта всё же одобрена|Она снова считается оплатой.|Оставьте или верните: F4 в оплате.</translation>
    </message>
    <message>
        <source>A card paid for nothing|It was approved, and no sale uses it.|Call the manager: give it back.</source>
        <translation>Карта списана впустую|Она одобрена, но не вошла в чек.|Позовите менеджера: верните деньги.</translation>
    </message>
    <message>
        <source>More was taken than the basket costs||Give a part back: F4.</source>
        <translation>Принято больше, чем стоит чек||Верните одну часть: F4.</translation>
    </message>
    <message>
        <source>The card must get its money back first||Remove the part: F4.</source>
        <translation>Сначала верните деньги на карту||Уберите часть: F4.</translation>
    </message>
    <message>
        <source>That part is gone|The payment has changed.</source>
        <translation>Этой части больше нет|Оплата изменилась.</translation>
    </message>
    <message>
        <source>Not paid in full yet||Take what is left.</source>
        <translation>Оплачено не полностью||Примите остаток.</translation>
    </message>
    <message>
        <source>This register does not take that tender||Take another tender.</source>
        <translation>Касса не принимает такую оплату||Выберите другой вид оплаты.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Refused by the slip</source>
        <translation>Отказ по слипу</translation>
    </message>
    <message>
        <source>Too many wrong PINs||Wait, then try again.</source>
        <translation>Слишком много ошибок ПИН-кода||Подождите и повторите.</translation>
    </message>
    <message>
        <source>Not allowed for whoever is logged in||Ask somebody who may.</source>
        <translation>Вошедшему это не разрешено||Позовите того, кому можно.</translation>
    </message>
    <message>
        <source>That event is not kept here any more||The centre has it.</source>
        <translation>Этой записи здесь уже нет||Она есть в центре.</translation>
    </message>
    <message>
        <source>Such a folder is there already||Try again in a second.</source>
        <translation>Такая папка уже есть||Повторите через секунду.</translation>
    </message>
    <message>
        <source>There is nothing to export||Choose another time.</source>
        <translation>Выгружать нечего||Выберите другое время.</translation>
    </message>
    <message>
        <source>That shift is not kept here any more||The centre has it.</source>
        <translation>Этой смены здесь уже нет||Она есть в центре.</translation>
    </message>
    <message>
        <source>The journal is damaged, nothing was exported||Call support: the doctor names the event.</source>
        <translation>Журнал повреждён, ничего не выгружено||Позвоните в поддержку: диагностика назовёт запись.</translation>
    </message>
    <message>
        <source>The disk is full, nothing was exported||Make room, try again.</source>
        <translation>Диск полон, ничего не выгружено||Освободите место и повторите.</translation>
    </message>
    <message>
        <source>The folder cannot be written to, nothing was exported||Check the disk, try again.</source>
        <translation>В папку нельзя писать, ничего не выгружено||Проверьте диск и повторите.</translation>
    </message>
    <message>
        <source>The folder cannot be opened, nothing was exported||Check the disk, try again.</source>
        <translation>Папка не открывается, ничего не выгружено||Проверьте диск и повторите.</translation>
    </message>
    <message>
        <source>The disk failed, nothing was exported||Take another disk.</source>
        <translation>Диск отказал, ничего не выгружено||Возьмите другой диск.</translation>
    </message>
    <message>
        <source>No reason is given||Choose one, or write it where it says so.</source>
        <translation>Причина не указана||Выберите её или напишите, где просят.</translation>
    </message>
    <message>
        <source>A printed badge only says who||Type the PIN.</source>
        <translation>Печатный бейдж лишь говорит, кто это||Наберите ПИН-код.</translation>
    </message>
    <message>
        <source>Wrong PIN||Type it again.</source>
        <translation>Неверный ПИН-код||Введите снова.</translation>
    </message>
    <message>
        <source>The PIN has expired|A register of this store was stolen.|Get a new PIN from the office.</source>
        <translation>ПИН-код больше не действует|Кассу этого магазина украли.|Получите новый ПИН-код в офисе.</translation>
    </message>
    <message>
        <source>Not known in this store any more||Choose somebody else.</source>
        <translation>В этом магазине больше не работает||Выберите другого.</translation>
    </message>
    <message>
        <source>Nobody approves their own act||Choose somebody else.</source>
        <translation>Себе не разрешают||Выберите другого.</translation>
    </message>
    <message>
        <source>Above that person&apos;s limit too||Choose somebody else.</source>
        <translation>Выше и этого предела||Выберите другого.</translation>
    </message>
    <message>
        <source>A shift is open already</source>
        <translation>Смена уже открыта</translation>
    </message>
    <message>
        <source>That count cannot be right||Check the pieces.</source>
        <translation>Подсчёт неверен||Проверьте штуки.</translation>
    </message>
    <message>
        <source>The last basket is still being written||Try again in a moment.</source>
        <translation>Предыдущий чек ещё записывается||Повторите через секунду.</translation>
    </message>
    <message>
        <source>A basket could not be parked|The disk refused it; it is kept in memory.|Finish this basket first.</source>
        <translation>Чек не отложен|Диск не принял запись; чек хранится в памяти.|Сначала завершите этот чек.</translation>
    </message>
    <message>
        <source>A basket is open||Finish or suspend it first.</source>
        <translation>Есть открытый чек||Сначала завершите или отложите его.</translation>
    </message>
    <message>
        <source>No printer is set up||F11, Settings.</source>
        <translation>Принтер не настроен||F11, Настройки.</translation>
    </message>
    <message>
        <source>The settings were not kept|The disk refused; they hold until the next start.|Call the technician.</source>
        <translation>Настройки не сохранены|Диск не принял; действуют до перезапуска.|Позовите техника.</translation>
    </message>
    <message>
        <source>Something went wrong inside|The log says what.|Try again; if it stays, call the technician.</source>
        <translation>Внутренняя ошибка|Подробности в протоколе.|Повторите; не помогло: позовите техника.</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Price by hand</source>
        <translation>Цена вручную</translation>
    </message>
    <message>
        <source>Void of a line</source>
        <translation>Сторно строки</translation>
    </message>
    <message>
        <source>Lower quantity</source>
        <translation>Меньше количество</translation>
    </message>
    <message>
        <source>Cancelling the basket</source>
        <translation>Отмена чека</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Ящик без продажи</translation>
    </message>
    <message>
        <source>Copy of a receipt</source>
        <translation>Копия чека</translation>
    </message>
    <message>
        <source>Dropping a suspended basket</source>
        <translation>Удаление отложенного чека</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Возврат денег</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>Возврат без чека</translation>
    </message>
    <message>
        <source>Voiding a finished sale</source>
        <translation>Сторно продажи</translation>
    </message>
    <message>
        <source>Empties</source>
        <translation>Тара</translation>
    </message>
    <message>
        <source>Opening a shift</source>
        <translation>Открытие смены</translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation>Внесение или изъятие</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Customer&apos;s data</source>
        <translation>Данные клиента</translation>
    </message>
    <message>
        <source>Closing the shift</source>
        <translation>Закрытие смены</translation>
    </message>
    <message>
        <source>Closing with this difference</source>
        <translation>Закрытие с этой разницей</translation>
    </message>
    <message>
        <source>Closing with a payment unsettled</source>
        <translation>Закрытие с нерешённой оплатой</translation>
    </message>
    <message>
        <source>Closing another person&apos;s shift</source>
        <translation>Закрытие чужой смены</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-отчёт</translation>
    </message>
    <message>
        <source>Expected cash</source>
        <translation>Ожидаемая наличность</translation>
    </message>
    <message>
        <source>Register of exceptions</source>
        <translation>Журнал исключений</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Training mode</source>
        <translation>Режим обучения</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Выгрузка</translation>
    </message>
    <message>
        <source>Training: no card was charged</source>
        <translation>Обучение: с карты ничего не снято</translation>
    </message>
    <message>
        <source>Not in training||Leave training first: F11.</source>
        <translation>Не в обучении||Сначала выйдите из обучения: F11.</translation>
    </message>
    <message>
        <source>Training could not begin|Its folder could not be made.|Look at the disk: F11, Doctor.</source>
        <translation>Обучение не началось|Не удалось создать его папку.|Проверьте диск: F11, диагностика.</translation>
    </message>
    <message>
        <source>The settings cannot be changed here</source>
        <translation>Настройки здесь менять нельзя</translation>
    </message>
    <message>
        <source>Not saved: look at {name}||Correct it and save again: F9.</source>
        <translation>Не сохранено: проверьте «{name}»||Исправьте и сохраните снова: F9.</translation>
    </message>
    <message>
        <source>This cannot be used: {detail}</source>
        <translation>Это не годится: {detail}</translation>
    </message>
    <message>
        <source>Another scanner has {detail} already</source>
        <translation>{detail} уже у другого сканера</translation>
    </message>
    <message>
        <source>That is no key: {detail}</source>
        <translation>Это не клавиша: {detail}</translation>
    </message>
    <message>
        <source>{key} does {other} already||Give one of them another key.</source>
        <translation>{key} уже занята: {other}||Дайте одному из них другую клавишу.</translation>
    </message>
    <message>
        <source>There is no folder {detail}||Plug the disk in, and give the whole path.</source>
        <translation>Папки {detail} нет||Подключите диск и дайте полный путь.</translation>
    </message>
    <message>
        <source>The register may not write to {detail}</source>
        <translation>Касса не может писать в {detail}</translation>
    </message>
    <message>
        <source>settings.toml cannot be used|{detail}|Correct it, or remove it to use the defaults.</source>
        <translation>settings.toml не годится|{detail}|Исправьте или удалите его, тогда действуют значения по умолчанию.</translation>
    </message>
    <message>
        <source>The fiscal device is not set up|{detail}|Nothing can be sold without it. Fill in its settings.</source>
        <translation>Фискальное устройство не настроено|{detail}|Без него продавать нельзя. Заполните настройки.</translation>
    </message>
    <message>
        <source>The catalogue cannot be used|{detail}|Sales are safe in the journal. Write the catalogue anew.</source>
        <translation>Каталог не годится|{detail}|Продажи в журнале целы. Запишите каталог заново.</translation>
    </message>
    <message>
        <source>{versions}</source>
        <translation>{versions}</translation>
    </message>
    <message>
        <source>SQLite {version}, safe</source>
        <translation>SQLite {version}, надёжна</translation>
    </message>
    <message>
        <source>SQLite {version} can lose a sale|It has the WAL-reset race.|Install the program again with its own libraries.</source>
        <translation>SQLite {version} может потерять продажу|В ней есть гонка сброса WAL.|Установите программу заново с её библиотеками.</translation>
    </message>
    <message>
        <source>{gigabytes} GB free|{path}</source>
        <translation>Свободно {gigabytes} ГБ|{path}</translation>
    </message>
    <message>
        <source>Only {gigabytes} GB free|{path}|Make room on this disk in the next days.</source>
        <translation>Свободно только {gigabytes} ГБ|{path}|Освободите место на диске в ближайшие дни.</translation>
    </message>
    <message>
        <source>{gigabytes} GB free: soon nothing can be sold|{path}|Make room on this disk now.</source>
        <translation>Свободно {gigabytes} ГБ: скоро продажи встанут|{path}|Освободите место сейчас.</translation>
    </message>
    <message>
        <source>The folder cannot be written to|{path}|Give the register&apos;s user the right to write there.</source>
        <translation>В папку нельзя писать|{path}|Дайте пользователю кассы право записи.</translation>
    </message>
    <message>
        <source>The folder is not there|{path}: {detail}|Plug the disk in or choose another folder in F11, Settings.</source>
        <translation>Папки нет|{path}: {detail}|Подключите диск или выберите другую папку: F11, настройки.</translation>
    </message>
    <message>
        <source>The journal is in order: {events} events, {sales} sales|Chain head {head}.</source>
        <translation>Журнал в порядке: записей {events}, продаж {sales}|Конец цепочки {head}.</translation>
    </message>
    <message>
        <source>The journal is NOT in order: {count} problems|First at event {at}: {first}.|Change nothing. Keep the folder and the newest copy; call the technician.</source>
        <translation>Журнал НЕ в порядке, проблем: {count}|Первая в записи {at}: {first}.|Ничего не меняйте. Сохраните папку и новейшую копию; вызовите техника.</translation>
    </message>
    <message>
        <source>The disk does not take the journal ({detail})|Nothing can be sold.|Free or repair the disk.</source>
        <translation>Диск не принимает журнал ({detail})|Продавать нельзя.|Освободите или почините диск.</translation>
    </message>
    <message>
        <source>The journal cannot be read ({detail})||Change nothing; call the technician.</source>
        <translation>Журнал не читается ({detail})||Ничего не меняйте; вызовите техника.</translation>
    </message>
    <message>
        <source>It could not be looked at|{detail}|Call the technician.</source>
        <translation>Проверить не удалось|{detail}|Вызовите техника.</translation>
    </message>
    <message>
        <source>The clock runs evenly|Zone {zone}.</source>
        <translation>Часы идут ровно|Пояс {zone}.</translation>
    </message>
    <message>
        <source>The clock says {now}|Its battery may be empty.|Set the computer&apos;s clock, and let it be kept by the network.</source>
        <translation>На часах {now}|Возможно, села батарейка.|Поставьте часы компьютера и включите их сверку по сети.</translation>
    </message>
    <message>
        <source>The clock is {seconds} s behind the journal|Sales would fall into the past.|Set the computer&apos;s clock, and let it be kept by the network.</source>
        <translation>Часы отстают от журнала на {seconds} с|Продажи попали бы в прошлое.|Поставьте часы компьютера и включите их сверку по сети.</translation>
    </message>
    <message>
        <source>The clock jumped in the last 7 days: {count} times|The largest jump was {seconds} s.|Let the clock be kept by the network; look who may set it.</source>
        <translation>За 7 дней часы прыгали, раз: {count}|Самый большой прыжок — {seconds} с.|Включите сверку по сети; проверьте, кто может ставить часы.</translation>
    </message>
    <message>
        <source>The computer is in another time zone than the store|The store&apos;s zone is {zone}; receipts follow the store.|Set the computer&apos;s time zone.</source>
        <translation>Пояс компьютера другой, чем у магазина|Пояс магазина {zone}; чеки по магазину.|Поставьте пояс компьютера.</translation>
    </message>
    <message>
        <source>The newest copy is {hours} h old, on another disk|{path}</source>
        <translation>Новейшей копии {hours} ч, на другом диске|{path}</translation>
    </message>
    <message>
        <source>The copies are on the same disk as the journal|They die with it. The newest is {hours} h old.|Choose a folder on another disk in F11, Settings.</source>
        <translation>Копии на том же диске, что журнал|Они погибнут с ним. Новейшей {hours} ч.|Выберите папку на другом диске: F11, настройки.</translation>
    </message>
    <message>
        <source>The newest copy is {hours} h old|{path}|Start the register, or make a copy: F11, Settings.</source>
        <translation>Новейшей копии {hours} ч|{path}|Запустите кассу или сделайте копию: F11, настройки.</translation>
    </message>
    <message>
        <source>There is no copy of the journal|{path}|Choose a folder on another disk in F11, Settings.</source>
        <translation>Копии журнала нет|{path}|Выберите папку на другом диске: F11, настройки.</translation>
    </message>
    <message>
        <source>An older journal was put back: {count} copies know more|{path}|Keep these copies; find out who did it, and why, with the manager.</source>
        <translation>Вернули старый журнал: копий, знающих больше, — {count}|{path}|Сохраните эти копии; выясните с управляющим, кто и зачем.</translation>
    </message>
    <message>
        <source>The last copy was not made ({detail})||Look at the folder of the copies: F11, Settings.</source>
        <translation>Последняя копия не сделана ({detail})||Проверьте папку копий: F11, настройки.</translation>
    </message>
    <message>
        <source>Nothing waits for the printer</source>
        <translation>Очередь печати пуста</translation>
    </message>
    <message>
        <source>Papers that wait for the printer: {count}||Look at the printer; printing goes on by itself.</source>
        <translation>Ждут печати: {count}||Посмотрите принтер; печать продолжится сама.</translation>
    </message>
    <message>
        <source>Papers of which nobody knows whether they came out: {count}||Answer the question on the screen.</source>
        <translation>Неизвестно, вышли ли бумаги: {count}||Ответьте на вопрос на экране.</translation>
    </message>
    <message>
        <source>No card waits for an answer</source>
        <translation>Карты не ждут ответа</translation>
    </message>
    <message>
        <source>Cards at the terminal or not yet part of a sale: {count}||Finish the payment on the screen.</source>
        <translation>Карты у терминала или ещё не в продаже: {count}||Завершите оплату на экране.</translation>
    </message>
    <message>
        <source>Cards without a clear outcome: {count}|The customer may have paid for nothing.|Ask the terminal again, or compare with its slip; then call the manager.</source>
        <translation>Карты без ясного исхода: {count}|Покупатель мог заплатить ни за что.|Опросите терминал снова или сверьте слип; позовите управляющего.</translation>
    </message>
    <message>
        <source>No fiscal document waits</source>
        <translation>Фискальные документы не ждут</translation>
    </message>
    <message>
        <source>Fiscal documents on their way: {count}||Wait; they are sent by themselves.</source>
        <translation>Фискальные документы в пути: {count}||Подождите; они уйдут сами.</translation>
    </message>
    <message>
        <source>Fiscal documents that wait too long: {count}|The law wants them registered.|Look at the fiscal device.</source>
        <translation>Фискальные документы ждут слишком долго: {count}|Закон требует регистрации.|Проверьте фискальное устройство.</translation>
    </message>
    <message>
        <source>Fiscal documents that the device refused: {count}|The law wants them registered.|Deal with the cause, then F11, Send refused documents again.</source>
        <translation>Устройство отказало документам: {count}|Закон требует регистрации.|Устраните причину, затем F11, отправить снова.</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>Смена не открыта</translation>
    </message>
    <message>
        <source>The shift is open for {hours} h</source>
        <translation>Смена открыта {hours} ч</translation>
    </message>
    <message>
        <source>The shift is open for {hours} h|Nobody closed it.|Count and close it: F11.</source>
        <translation>Смена открыта {hours} ч|Её никто не закрыл.|Посчитайте и закройте: F11.</translation>
    </message>
    <message>
        <source>{device}: nothing was read||Look at its cable, and that it is set to a serial port; try again.</source>
        <translation>{device}: ничего не считано||Проверьте кабель и режим последовательного порта; повторите.</translation>
    </message>
    <message>
        <source>{device}: of training|It charges nobody.</source>
        <translation>{device}: учебный|Он ни с кого не берёт.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База данных</translation>
    </message>
    <message>
        <source>Disk of the data</source>
        <translation>Диск данных</translation>
    </message>
    <message>
        <source>Disk of the copies</source>
        <translation>Диск копий</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Копии</translation>
    </message>
    <message>
        <source>Print queue</source>
        <translation>Очередь печати</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Что спрошено</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Карты</translation>
    </message>
    <message>
        <source>Fiscal documents</source>
        <translation>Фискальные документы</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Каталог</translation>
    </message>
    <message>
        <source>That amount cannot be right||Check what was typed.</source>
        <translation>Такой суммы быть не может||Проверьте набранное.</translation>
    </message>
    <message>
        <source>The bag has no number||Scan or type the number on the bag.</source>
        <translation>У сумки нет номера||Сканируйте или наберите номер сумки.</translation>
    </message>
    <message>
        <source>This reason needs words||Say why in a few words.</source>
        <translation>К этой причине нужны слова||Напишите пару слов.</translation>
    </message>
    <message>
        <source>This register knows no such cash move</source>
        <translation>Такого движения наличных нет</translation>
    </message>
    <message>
        <source>Shift {number} was not closed|{name}, open since {opened}.|A manager counts and closes it.</source>
        <translation>Смена {number} не закрыта|{name}, открыта с {opened}.|Её считает и закрывает управляющий.</translation>
    </message>
    <message>
        <source>Shift {number} has nobody|{name} is not known here any more.|A manager counts and closes it.</source>
        <translation>Смена {number} ничья|{name} здесь больше не значится.|Её считает и закрывает управляющий.</translation>
    </message>
    <message>
        <source>The till is being counted|Nothing is sold and no cash moves.|Finish the count, or give it up: Esc.</source>
        <translation>Касса считается|Продажи и наличные стоят.|Завершите подсчёт или бросьте его: Esc.</translation>
    </message>
    <message>
        <source>Nobody is counting||F11, Shift, Count and close.</source>
        <translation>Подсчёт не идёт||F11, смена, посчитать и закрыть.</translation>
    </message>
    <message>
        <source>The count is not finished|{count} fields are empty; empty is not zero.|Enter counts an empty one 0.</source>
        <translation>Подсчёт не окончен|Пустых полей: {count}; пустое — не ноль.|Enter посчитает пустое как 0.</translation>
    </message>
    <message>
        <source>The terminal is being asked||Wait for its answer, or type the total from its slip.</source>
        <translation>Терминал опрашивается||Дождитесь ответа или наберите итог со слипа.</translation>
    </message>
    <message>
        <source>This store counts no such piece</source>
        <translation>Такого номинала магазин не считает</translation>
    </message>
    <message>
        <source>This tender is counted in pieces</source>
        <translation>Этот вид считают в штуках</translation>
    </message>
    <message>
        <source>The count was compared already||To count again: F4.</source>
        <translation>Подсчёт уже сверен||Пересчитать: F4.</translation>
    </message>
    <message>
        <source>The count was not compared yet||Finish it and press F9.</source>
        <translation>Подсчёт ещё не сверен||Завершите его и нажмите F9.</translation>
    </message>
    <message>
        <source>It was counted often enough|Every count is on record.|Explain the difference and close.</source>
        <translation>Пересчётов больше нет|Каждый подсчёт записан.|Объясните разницу и закройте.</translation>
    </message>
    <message>
        <source>More is left than was counted||Type what really stays in the drawer.</source>
        <translation>Оставлено больше, чем посчитано||Наберите, что правда остаётся в ящике.</translation>
    </message>
    <message>
        <source>{count} suspended baskets wait||Cancel them with a reason, or carry them.</source>
        <translation>Отложенных чеков ждёт: {count}||Отмените их с причиной или перенесите.</translation>
    </message>
    <message>
        <source>{count} card payments have no outcome||Ask the terminal, or leave them to the manager.</source>
        <translation>Оплат картой без исхода: {count}||Спросите терминал или оставьте управляющему.</translation>
    </message>
    <message>
        <source>Something was written since the count|What is expected has changed.|Count again: F4.</source>
        <translation>После подсчёта что-то записано|Ожидаемое изменилось.|Пересчитайте: F4.</translation>
    </message>
    <message>
        <source>This store has no fiscal device</source>
        <translation>У магазина нет фискального устройства</translation>
    </message>
    <message>
        <source>There is no Z {number} on this register</source>
        <translation>На этой кассе нет Z {number}</translation>
    </message>
    <message>
        <source>No return is open||F8 begins one.</source>
        <translation>Возврат не начат||F8 начинает его.</translation>
    </message>
    <message>
        <source>A return is open already||Finish it or leave it first.</source>
        <translation>Возврат уже открыт||Сначала завершите его или выйдите.</translation>
    </message>
    <message>
        <source>A basket is open|Sale and return are never one document.|Pay or suspend it first.</source>
        <translation>В чеке есть товар|Продажа и возврат — разные документы.|Сначала оплатите или отложите чек.</translation>
    </message>
    <message>
        <source>Another register sold this|Its journal is not on this register.|Take it back there, or without a receipt.</source>
        <translation>Это продала другая касса|Её журнала здесь нет.|Верните там или без чека.</translation>
    </message>
    <message>
        <source>That is the receipt of a return|What came back does not come back again.|Scan the receipt of the sale.</source>
        <translation>Это чек возврата|Возвращённое второй раз не вернуть.|Сканируйте чек продажи.</translation>
    </message>
    <message>
        <source>That is no sale||Choose the receipt of the sale.</source>
        <translation>Это не продажа||Выберите чек продажи.</translation>
    </message>
    <message>
        <source>That sale was voided as a whole|Its money went back already.</source>
        <translation>Эта продажа сторнирована целиком|Деньги уже возвращены.</translation>
    </message>
    <message>
        <source>Nothing of it is left to return</source>
        <translation>Возвращать уже нечего</translation>
    </message>
    <message>
        <source>Nothing is chosen yet||Choose lines with arrows and digits, or scan the goods.</source>
        <translation>Ничего не выбрано||Выберите строки стрелками и цифрами или сканируйте товар.</translation>
    </message>
    <message>
        <source>Choose the goods first||Arrows and digits, or scan them.</source>
        <translation>Сначала выберите товар||Стрелки и цифры или скан.</translation>
    </message>
    <message>
        <source>That line is chosen twice</source>
        <translation>Строка выбрана дважды</translation>
    </message>
    <message>
        <source>That is no quantity||Type how much comes back.</source>
        <translation>Это не количество||Наберите, сколько возвращают.</translation>
    </message>
    <message>
        <source>More than is left of the line||Type less, or * for all that is left.</source>
        <translation>Больше, чем осталось||Наберите меньше или * — весь остаток.</translation>
    </message>
    <message>
        <source>Whole pieces only||Type a whole number.</source>
        <translation>Только целые штуки||Наберите целое число.</translation>
    </message>
    <message>
        <source>comes back with its goods</source>
        <translation>вернётся со своим товаром</translation>
    </message>
    <message>
        <source>Empties are not taken back by a return</source>
        <translation>Тара через возврат не принимается</translation>
    </message>
    <message>
        <source>Gift cards are not taken back</source>
        <translation>Подарочные карты не возвращаются</translation>
    </message>
    <message>
        <source>These goods are not taken back</source>
        <translation>Этот товар не возвращается</translation>
    </message>
    <message>
        <source>All of it was returned</source>
        <translation>Уже возвращено всё</translation>
    </message>
    <message>
        <source>That is a receipt, and goods are chosen already||Give these back first, or Esc; then scan it.</source>
        <translation>Это чек, а товары уже выбраны||Сначала оформите их возврат или нажмите Esc; затем сканируйте чек.</translation>
    </message>
    <message>
        <source>Nothing more of these goods is left to return</source>
        <translation>Этого товара больше не вернуть</translation>
    </message>
    <message>
        <source>That is not on this receipt|Nothing was chosen.|Look whether it is the right receipt.</source>
        <translation>Этого нет в чеке|Ничего не выбрано.|Проверьте, тот ли это чек.</translation>
    </message>
    <message>
        <source>Scan the square code of the unit|Its own code tells whether this very unit was sold.</source>
        <translation>Сканируйте квадратный код единицы|Он покажет, та ли единица продана.</translation>
    </message>
    <message>
        <source>Another unit was sold|The square code is not on this receipt.|Scan the unit that was bought.</source>
        <translation>Продана другая единица|Такого кода в чеке нет.|Сканируйте купленную единицу.</translation>
    </message>
    <message>
        <source>This unit came back already|Every unit comes back once.</source>
        <translation>Эта единица уже возвращена|Единица возвращается раз.</translation>
    </message>
    <message>
        <source>Not added: money is on its way back||Finish the return first.</source>
        <translation>Не добавлено: деньги уже возвращаются||Сначала завершите возврат.</translation>
    </message>
    <message>
        <source>The money is on its way back already|What comes back cannot be changed now.</source>
        <translation>Деньги уже возвращаются|Состав возврата больше не изменить.</translation>
    </message>
    <message>
        <source>The return was not begun</source>
        <translation>Возврат не начат</translation>
    </message>
    <message>
        <source>Something of it came back meanwhile|Nothing was given back now.|Choose again what is left.</source>
        <translation>Часть тем временем вернули|Сейчас ничего не отдано.|Выберите заново, что осталось.</translation>
    </message>
    <message>
        <source>A card still waits for its money||Finish it at the terminal first.</source>
        <translation>Карта ещё ждёт денег||Сначала завершите на терминале.</translation>
    </message>
    <message>
        <source>Money of it moved, or may have|It cannot be dropped any more.|Finish it, or set it aside.</source>
        <translation>Деньги ушли или могли уйти|Отменить уже нельзя.|Завершите или отложите.</translation>
    </message>
    <message>
        <source>The money is on its way back already</source>
        <translation>Деньги уже возвращаются</translation>
    </message>
    <message>
        <source>The money is not on its way yet</source>
        <translation>Деньги ещё не возвращаются</translation>
    </message>
    <message>
        <source>An amount to give back must be above zero</source>
        <translation>Сумма возврата должна быть больше нуля</translation>
    </message>
    <message>
        <source>What flows back does not add up||Call the manager.</source>
        <translation>Суммы возврата не сходятся||Позовите управляющего.</translation>
    </message>
    <message>
        <source>paid by what takes no money back</source>
        <translation>оплачено тем, на что не вернуть</translation>
    </message>
    <message>
        <source>the terminal knows no more of the payment</source>
        <translation>терминал этой оплаты не помнит</translation>
    </message>
    <message>
        <source>more than was paid in cash: by approval</source>
        <translation>больше, чем платили наличными: с разрешения</translation>
    </message>
    <message>
        <source>Refund in cash of what was paid otherwise</source>
        <translation>Возврат наличными оплаченного иначе</translation>
    </message>
    <message>
        <source>Refund after the last day</source>
        <translation>Возврат после срока</translation>
    </message>
    <message>
        <source>No post-void is open</source>
        <translation>Сторно чека не начато</translation>
    </message>
    <message>
        <source>A post-void is open already||Finish it or leave it first.</source>
        <translation>Сторно чека уже открыто||Сначала завершите его или выйдите.</translation>
    </message>
    <message>
        <source>The post-void was not begun</source>
        <translation>Сторно чека не начато</translation>
    </message>
    <message>
        <source>That sale is of another shift|Only sales of this shift are voided as a whole.|Take the goods back: F8.</source>
        <translation>Продажа другой смены|Целиком сторнируются лишь продажи этой смены.|Верните товар: F8.</translation>
    </message>
    <message>
        <source>Something of that sale came back already|It cannot be voided as a whole.|Take the rest back: F8.</source>
        <translation>Часть этой продажи уже вернули|Целиком сторнировать нельзя.|Верните остальное: F8.</translation>
    </message>
    <message>
        <source>The fiscal device has that sale|A registered document is followed by a return.|Take the goods back: F8.</source>
        <translation>Продажа есть в фискальном устройстве|За документом следует возврат.|Верните товар: F8.</translation>
    </message>
    <message>
        <source>That sale is half of an exchange|The return stands beside it.|Take the goods back: F8.</source>
        <translation>Продажа — половина обмена|Рядом стоит возврат.|Верните товар: F8.</translation>
    </message>
    <message>
        <source>The shift ended meanwhile|Only sales of this shift are voided as a whole.|Take the goods back: F8.</source>
        <translation>Смена тем временем кончилась|Целиком сторнируются лишь продажи этой смены.|Верните товар: F8.</translation>
    </message>
    <message>
        <source>The basket has no credit</source>
        <translation>В чеке нет зачёта по обмену</translation>
    </message>
    <message>
        <source>The basket has a credit already||Pay it, or cancel the exchange first.</source>
        <translation>В чеке уже есть зачёт||Сначала оплатите его или отмените обмен.</translation>
    </message>
    <message>
        <source>The exchange ended with its basket|Nothing was given back; the goods were not taken back.</source>
        <translation>Обмен отменён вместе с чеком|Деньги не выданы, товар не принят.</translation>
    </message>
    <message>
        <source>The basket takes the whole credit||Pay what is left.</source>
        <translation>Зачёт уходит на этот чек целиком||Оплатите остаток.</translation>
    </message>
    <message>
        <source>The rest of the credit goes back first||Enter or F9 gives it back.</source>
        <translation>Сначала вернётся остаток зачёта||Enter или F9 вернёт его.</translation>
    </message>
    <message>
        <source>No connection to the centre|It does not answer.|Nothing is lost. Check the network cable and the router.</source>
        <translation>Нет связи с центром|Он не отвечает.|Ничего не потеряно. Проверьте сетевой кабель и роутер.</translation>
    </message>
    <message>
        <source>Somebody else answers in the centre&apos;s place|Its certificate is not the one this register knows.|Nothing was told to it. Call the administrator.</source>
        <translation>Вместо центра отвечает кто-то другой|Его сертификат не тот, который знает касса.|Ему ничего не передано. Позовите администратора.</translation>
    </message>
    <message>
        <source>This clock is far from the centre&apos;s|The register reckons with it.|Set the computer&apos;s clock.</source>
        <translation>Часы сильно расходятся с центром|Касса это учитывает.|Установите часы компьютера.</translation>
    </message>
    <message>
        <source>This register was revoked|What it sold is handed over for safe keeping.|Call the administrator.</source>
        <translation>Эта касса отозвана|Её продажи переданы на хранение.|Позовите администратора.</translation>
    </message>
    <message>
        <source>The centre does not know this register||Let it be enrolled anew.</source>
        <translation>Центр не знает эту кассу||Её нужно подключить заново.</translation>
    </message>
    <message>
        <source>The centre does not take this register&apos;s key||Let it be enrolled anew.</source>
        <translation>Центр не принимает ключ этой кассы||Её нужно подключить заново.</translation>
    </message>
    <message>
        <source>A newer history of this register exists|It goes on under a new number series by itself.</source>
        <translation>Есть более новая история этой кассы|Она сама продолжит с новой серией номеров.</translation>
    </message>
    <message>
        <source>Two registers with the same identity have sold|The centre keeps what both have sold.|Close the shift: a new number series begins then. Call the administrator.</source>
        <translation>Под одним именем продавали две кассы|Центр хранит продажи обеих.|Закройте смену: начнётся новая серия номеров. Позовите администратора.</translation>
    </message>
    <message>
        <source>A copy of this register is in use elsewhere|The centre keeps what both have sold.|Switch the copy off and call the administrator.</source>
        <translation>Где-то работает копия этой кассы|Центр хранит продажи обеих.|Выключите копию и позовите администратора.</translation>
    </message>
    <message>
        <source>This register has begun too many number series today|A copy of it may be in use elsewhere.|It goes on by itself within a day. Switch a copy off, and call the administrator.</source>
        <translation>Эта касса начала сегодня слишком много серий номеров|Возможно, где-то работает её копия.|В течение суток всё продолжится само. Выключите копию и позвоните администратору.</translation>
    </message>
    <message>
        <source>A change of this register&apos;s key was broken off|What is sold waits here; nothing is lost.|Close the shift and the program, then run: omnitill rotate-key.</source>
        <translation>Смена ключа этой кассы прервана|Продажи ждут здесь; ничего не потеряно.|Закройте смену и программу, затем выполните: omnitill rotate-key.</translation>
    </message>
    <message>
        <source>This register was restored from a copy|It numbers in a provisional series until the line is back.</source>
        <translation>Эта касса восстановлена из копии|До появления связи номера идут во временной серии.</translation>
    </message>
    <message>
        <source>The centre was restored from a backup|What it lacks is sent again by itself.</source>
        <translation>Центр восстановлен из копии|Недостающее отправится само.</translation>
    </message>
    <message>
        <source>The centre is busy|It is asked again by itself.</source>
        <translation>Центр занят|Касса спросит его снова сама.</translation>
    </message>
    <message>
        <source>The centre&apos;s answer makes no sense|Nothing of it was taken.|If it stays, call the administrator.</source>
        <translation>Ответ центра непонятен|Из него ничего не взято.|Если повторится, позовите администратора.</translation>
    </message>
    <message>
        <source>No room for new prices and stock|The disk is full.|Selling goes on. Make room on the disk.</source>
        <translation>Нет места для новых цен и остатков|Диск заполнен.|Продажа идёт. Освободите место на диске.</translation>
    </message>
    <message>
        <source>New prices and stock cannot be written||Selling goes on. Call the technician.</source>
        <translation>Новые цены и остатки не записываются||Продажа идёт. Позовите техника.</translation>
    </message>
    <message>
        <source>Whoever was at the till may not work here any more|The office has changed that.|Log in anew.</source>
        <translation>Тот, кто был за кассой, больше не может здесь работать|Так решил офис.|Войдите заново.</translation>
    </message>
    <message>
        <source>The centre cannot be asked now|There is no line to it.</source>
        <translation>Центр сейчас не спросить|Связи с ним нет.</translation>
    </message>
    <message>
        <source>The centre did not answer||The figures are as last told.</source>
        <translation>Центр не ответил||Числа по последним данным.</translation>
    </message>
    <message>
        <source>Nobody tells this register of stock|It belongs to no centre yet.</source>
        <translation>Этой кассе не сообщают остатки|Она ещё не подключена к центру.</translation>
    </message>
    <message>
        <source>The line failed and was begun anew||If it stays, call the technician.</source>
        <translation>Связь сорвалась и начата заново||Если повторится, позовите техника.</translation>
    </message>
</context>
<context>
    <name>MoneyBackFlow</name>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>Отложить его</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Прервать</translation>
    </message>
    <message>
        <source>Money of it moved or may have: it waits until it is finished.</source>
        <translation>Деньги ушли или могли уйти: он ждёт завершения.</translation>
    </message>
    <message>
        <source>Its goods cannot come back a second time meanwhile.</source>
        <translation>Его товар второй раз не вернуть.</translation>
    </message>
    <message>
        <source>Nothing was given back. What was chosen is forgotten.</source>
        <translation>Ничего не возвращено. Выбор забыт.</translation>
    </message>
    <message>
        <source>The receipt stays as it was.</source>
        <translation>Чек остаётся как был.</translation>
    </message>
</context>
<context>
    <name>MoreFlow</name>
    <message>
        <source>Log in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Текущий чек</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Наличные</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
    <message>
        <source>Oversight</source>
        <translation>Надзор</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Экран и звук</translation>
    </message>
    <message>
        <source>Devices and settings</source>
        <translation>Устройства и настройки</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Выключить</translation>
    </message>
    <message>
        <source>asks first</source>
        <translation>сначала спросит</translation>
    </message>
    <message>
        <source>The basket stays as it is and comes back at the next start.</source>
        <translation>Чек сохранится и вернётся при следующем запуске.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>The shift stays open.</source>
        <translation>Смена останется открытой.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <source>Switch the register off</source>
        <translation>Выключить кассу</translation>
    </message>
</context>
<context>
    <name>MorePanel</name>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>A digit or Enter does it, Esc goes back</source>
        <translation>Цифра или Enter: выполнить, Esc: назад</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>Not printed: {why}</source>
        <translation>Не напечатано: {why}</translation>
    </message>
    <message>
        <source>It is safe. {next} Printing goes on by itself.</source>
        <translation>Всё записано. {next} Печать продолжится сама.</translation>
    </message>
    <message>
        <source>Is {number} on paper?</source>
        <translation>{number} вышел на бумаге?</translation>
    </message>
    <message>
        <source>The printer did not answer. Look at the paper.</source>
        <translation>Принтер не ответил. Посмотрите на бумагу.</translation>
    </message>
    <message>
        <source>It is out</source>
        <translation>Напечатан</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Печатать снова</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Понятно</translation>
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
        <translation>ждёт</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>без сдачи</translation>
    </message>
    <message>
        <source>change {amount}</source>
        <translation>сдача {amount}</translation>
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
        <translation>Сброс</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Ввод</translation>
    </message>
</context>
<context>
    <name>OneBox</name>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n товар</numerusform>
            <numerusform>%n товара</numerusform>
            <numerusform>%n товаров</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OversightFlow</name>
    <message>
        <source>Register of exceptions</source>
        <translation>Журнал исключений</translation>
    </message>
    <message>
        <source>voids, drawers, prices, PINs by person</source>
        <translation>сторно, ящик, цены, ПИН-коды по людям</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>every event, its chain, export</source>
        <translation>каждая запись, цепочка, выгрузка</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>After the cash</source>
        <translation>После наличных</translation>
    </message>
    <message>
        <source>sales and cash moves are stopped</source>
        <translation>продажи и движение наличных стоят</translation>
    </message>
    <message>
        <source>counting now</source>
        <translation>идёт подсчёт</translation>
    </message>
    <message>
        <source>unreconciled</source>
        <translation>не сверено</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>посчитано</translation>
    </message>
    <message>
        <source>read from the terminal</source>
        <translation>считано с терминала</translation>
    </message>
    <message>
        <source>from its slip</source>
        <translation>со слипа</translation>
    </message>
    <message>
        <source>count the slips</source>
        <translation>посчитайте бланки</translation>
    </message>
    <message>
        <source>count the notes</source>
        <translation>посчитайте купюры</translation>
    </message>
</context>
<context>
    <name>PaidScreen</name>
    <message>
        <source>Paid out</source>
        <translation>Выдано</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сдача</translation>
    </message>
    <message>
        <source>Give the credit slip</source>
        <translation>Отдайте талон</translation>
    </message>
    <message>
        <source>Paid, no change</source>
        <translation>Оплачено, без сдачи</translation>
    </message>
    <message>
        <source>Paid · {receipt}</source>
        <translation>Оплачено · {receipt}</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>К оплате</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Округление</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Дано</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Талон на остаток</translation>
    </message>
    <message>
        <source>Scan the next product</source>
        <translation>Следующий товар</translation>
    </message>
    <message>
        <source>The next sale is ready</source>
        <translation>Можно продавать дальше</translation>
    </message>
    <message>
        <source>The first scan closes this screen and begins a new basket.</source>
        <translation>Первый скан закроет этот экран и начнёт новый чек.</translation>
    </message>
    <message>
        <source>Suspended baskets</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message numerus="yes">
        <source>This shift: %n sale(s)</source>
        <translation>
            <numerusform>За смену: %n продажа</numerusform>
            <numerusform>За смену: %n продажи</numerusform>
            <numerusform>За смену: %n продаж</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit slip {number}</source>
        <translation>Талон {number}</translation>
    </message>
    <message>
        <source>The customer gets it with the receipt</source>
        <translation>Покупатель получает его вместе с чеком</translation>
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
        <source>Receipt printed</source>
        <translation>Чек напечатан</translation>
    </message>
    <message>
        <source>Receipt is being printed</source>
        <translation>Чек печатается</translation>
    </message>
    <message>
        <source>Receipt not printed</source>
        <translation>Чек не напечатан</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Нет принтера</translation>
    </message>
    <message>
        <source>The sale is in the journal; set up a printer in settings.</source>
        <translation>Продажа в журнале; настройте принтер.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Baskets</source>
        <translation>Чеки</translation>
    </message>
</context>
<context>
    <name>PapersFlow</name>
    <message>
        <source>Receipts</source>
        <translation>Чеки</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Пробная страница</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Принтер не настроен</translation>
    </message>
    <message>
        <source>A copy of {receipt} is being printed</source>
        <translation>Печатается копия чека {receipt}</translation>
    </message>
    <message>
        <source>A gift slip of {receipt} is being printed</source>
        <translation>Печатается подарочный чек к {receipt}</translation>
    </message>
    <message>
        <source>A test page is being printed</source>
        <translation>Печатается пробная страница</translation>
    </message>
</context>
<context>
    <name>ParkingFlow</name>
    <message>
        <source>Basket suspended. F7 takes it back.</source>
        <translation>Чек отложен. F7 вернёт его.</translation>
    </message>
    <message>
        <source>The basket that could not be parked is back</source>
        <translation>Вернулся чек, который не удалось отложить</translation>
    </message>
    <message>
        <source>Suspended baskets</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s)</source>
        <translation>
            <numerusform>%n чек</numerusform>
            <numerusform>%n чека</numerusform>
            <numerusform>%n чеков</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>After the business day has ended, prices are taken anew.</source>
        <translation>После конца рабочего дня цены берутся заново.</translation>
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
        <source>Prices of today: {amount}</source>
        <translation>По сегодняшним ценам: {amount}</translation>
    </message>
</context>
<context>
    <name>PartsPanel</name>
    <message>
        <source>Parts of this payment</source>
        <translation>Части оплаты</translation>
    </message>
    <message>
        <source>Remove one</source>
        <translation>Убрать часть</translation>
    </message>
    <message>
        <source>Company: {number}</source>
        <translation>Организация: {number}</translation>
    </message>
    <message>
        <source>Company tax number for the receipt</source>
        <translation>ИНН организации в чек</translation>
    </message>
    <message>
        <source>Nothing was taken yet.</source>
        <translation>Пока ничего не принято.</translation>
    </message>
    <message>
        <source>Remove {tender}</source>
        <translation>Убрать: {tender}</translation>
    </message>
    <message>
        <source>A lost answer is asked for again, the card is never charged twice.</source>
        <translation>Потерянный ответ запросят снова, дважды с карты не спишут.</translation>
    </message>
    <message>
        <source>Try again is a new amount with a new number at the terminal.</source>
        <translation>Повтор: новая сумма с новым номером на терминале.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>На терминале</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Исход неизвестен</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Что на слипе?</translation>
    </message>
    <message>
        <source>Money goes back</source>
        <translation>Возврат денег</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the money is back: the terminal is asked</source>
        <translation>Пока неизвестно, вернулись ли деньги: спрашиваем терминал</translation>
    </message>
    <message>
        <source>Asking the terminal, never charged again</source>
        <translation>Спрашиваем терминал, повторно не спишут</translation>
    </message>
    <message>
        <source>Give it back at the terminal. Approved: it is given back, declined: the part stays.</source>
        <translation>Верните сумму на терминале. Одобрено: возвращена, отказ: часть остаётся.</translation>
    </message>
    <message>
        <source>Key this amount into the terminal; the receipt waits for its answer.</source>
        <translation>Наберите эту сумму на терминале; чек ждёт ответа.</translation>
    </message>
    <message>
        <source>{reason} · nothing taken</source>
        <translation>{reason} · не списано</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Written to the journal</source>
        <translation>Записано в журнал</translation>
    </message>
    <message>
        <source>Terminal took the amount</source>
        <translation>Терминал принял сумму</translation>
    </message>
    <message>
        <source>Card read</source>
        <translation>Карта прочитана</translation>
    </message>
    <message>
        <source>Customer enters the PIN</source>
        <translation>Покупатель вводит ПИН-код</translation>
    </message>
    <message>
        <source>Answer of the bank</source>
        <translation>Ответ банка</translation>
    </message>
    <message>
        <source>Ask the terminal</source>
        <translation>Спросить терминал</translation>
    </message>
    <message>
        <source>Cancel card</source>
        <translation>Отменить карту</translation>
    </message>
    <message>
        <source>asks the terminal</source>
        <translation>спросит терминал</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Одобрено</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Other tender</source>
        <translation>Другая оплата</translation>
    </message>
    <message>
        <source>Enter or F9 gives it back and finishes</source>
        <translation>Enter или F9 вернёт и завершит</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>Enter or F9 adds and finishes</source>
        <translation>Enter или F9: принять и завершить</translation>
    </message>
    <message>
        <source>Enter or F9 adds this part</source>
        <translation>Enter или F9: принять часть</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Наличные</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Округление наличных</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сдача</translation>
    </message>
</context>
<context>
    <name>PayFace</name>
    <message>
        <source>Cash received</source>
        <translation>Получено наличными</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>Cash to hand over</source>
        <translation>Выдать наличными</translation>
    </message>
    <message>
        <source>empty means {amount}</source>
        <translation>если пусто: {amount}</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Исход неизвестен</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Что на слипе?</translation>
    </message>
    <message>
        <source>The card gets its money back</source>
        <translation>Деньги возвращаются на карту</translation>
    </message>
    <message>
        <source>Card at the terminal</source>
        <translation>Карта на терминале</translation>
    </message>
    <message>
        <source>The sale is being written</source>
        <translation>Продажа записывается</translation>
    </message>
    <message>
        <source>All else waits, also</source>
        <translation>Всё прочее ждёт, также</translation>
    </message>
</context>
<context>
    <name>PayScreen</name>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Cancel card</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Одобрено</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Спросить</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>ИНН</translation>
    </message>
    <message>
        <source>Remove part</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Split equally</source>
        <translation>Поровну</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Талон</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Сертиф.</translation>
    </message>
    <message>
        <source>Give {amount}</source>
        <translation>Отдать {amount}</translation>
    </message>
    <message>
        <source>Cash {amount}</source>
        <translation>Нал. {amount}</translation>
    </message>
    <message>
        <source>Type what is given, or a part of it</source>
        <translation>Введите полученную сумму или её часть</translation>
    </message>
    <message>
        <source>What the filled key shows</source>
        <translation>То, что написано на синей клавише</translation>
    </message>
    <message>
        <source>Take one of the amounts</source>
        <translation>Взять одну из сумм</translation>
    </message>
    <message>
        <source>By card: what is left, or what was typed</source>
        <translation>Картой: остаток или введённую сумму</translation>
    </message>
    <message>
        <source>Remove the last part</source>
        <translation>Убрать последнюю часть</translation>
    </message>
    <message>
        <source>Go to the tenders; Space takes one</source>
        <translation>К видам оплаты; пробел выбирает</translation>
    </message>
</context>
<context>
    <name>PaySlab</name>
    <message>
        <source>To pay out</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation>Осталось оплатить</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message numerus="yes">
        <source>Total of %n line(s)</source>
        <translation>
            <numerusform>Итого, %n строка</numerusform>
            <numerusform>Итого, %n строки</numerusform>
            <numerusform>Итого, %n строк</numerusform>
        </translation>
    </message>
    <message>
        <source>declined</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>{tender}, unknown</source>
        <translation>{tender}, исход неизвестен</translation>
    </message>
    <message>
        <source>With the terminal</source>
        <translation>На терминале</translation>
    </message>
    <message>
        <source>Cash rounding, down to {step}</source>
        <translation>Округление вниз до {step}</translation>
    </message>
    <message>
        <source>Cash rounding to {step}</source>
        <translation>Округление до {step}</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Наличными</translation>
    </message>
    <message>
        <source>Before discounts</source>
        <translation>До скидок</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Tax added</source>
        <translation>Налог сверху</translation>
    </message>
</context>
<context>
    <name>Paying</name>
    <message>
        <source>Really {amount} in cash?</source>
        <translation>Точно {amount} наличными?</translation>
    </message>
    <message>
        <source>That is more than ten times the amount due. Enter takes it, Esc does not.</source>
        <translation>Это более чем в десять раз больше суммы к оплате. Enter: принять, Esc: нет.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>The sale was not made</source>
        <translation>Продажа не проведена</translation>
    </message>
</context>
<context>
    <name>PiecesPage</name>
    <message>
        <source>Notes</source>
        <translation>Банкноты</translation>
    </message>
    <message>
        <source>Coins</source>
        <translation>Монеты</translation>
    </message>
    <message>
        <source>Notes, {unit}</source>
        <translation>Банкноты, {unit}</translation>
    </message>
    <message>
        <source>Notes together</source>
        <translation>Банкноты всего</translation>
    </message>
    <message>
        <source>Coins, {unit}</source>
        <translation>Монеты, {unit}</translation>
    </message>
    <message>
        <source>Coins together</source>
        <translation>Монеты всего</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Штук</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
</context>
<context>
    <name>PostVoidScreen</name>
    <message>
        <source>Post-void of {receipt}</source>
        <translation>Сторно чека {receipt}</translation>
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
        <source>Take the whole sale {receipt} of {amount} back?</source>
        <translation>Сторнировать всю продажу {receipt} на {amount}?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Выберите причину</translation>
    </message>
    <message>
        <source>Somebody else approves it, always. The sale stays in the journal, a new record follows it.</source>
        <translation>Всегда разрешает другой. Продажа остаётся в журнале, за ней новая запись.</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>Credit slip {number} has to come back: scan it</source>
        <translation>Талон {number} должен вернуться: сканируйте</translation>
    </message>
    <message>
        <source>the whole sale, by the tenders that paid it</source>
        <translation>вся продажа, тем, чем платили</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Что возвращается</translation>
    </message>
    <message>
        <source>Take back {amount}</source>
        <translation>Сторно {amount}</translation>
    </message>
    <message>
        <source>asks for an approval</source>
        <translation>попросит разрешения</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Credit slip</source>
        <translation>Талон</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Сторно</translation>
    </message>
</context>
<context>
    <name>PostVoidsFlow</name>
    <message>
        <source>It is written into the journal</source>
        <translation>Это запишется в журнал</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
</context>
<context>
    <name>ReasonFoot</name>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
</context>
<context>
    <name>ReasonPanel</name>
    <message>
        <source>In words</source>
        <translation>Словами</translation>
    </message>
    <message>
        <source>Say why in words</source>
        <translation>Напишите причину</translation>
    </message>
</context>
<context>
    <name>ReceiptList</name>
    <message>
        <source>of {receipt}</source>
        <translation>к чеку {receipt}</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Повреждён</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Сторно чека</translation>
    </message>
    <message>
        <source>Partly returned</source>
        <translation>Возвращён частично</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Возвращён</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Сторно</translation>
    </message>
</context>
<context>
    <name>ReceiptsFace</name>
    <message>
        <source>searching…</source>
        <translation>ищем…</translation>
    </message>
    <message>
        <source>Number, amount, product or 14:30</source>
        <translation>Номер, сумма, товар или 14:30</translation>
    </message>
    <message>
        <source>No receipt like that on this register.</source>
        <translation>Такого чека на этой кассе нет.</translation>
    </message>
    <message>
        <source>No receipts in this time.</source>
        <translation>За это время чеков нет.</translation>
    </message>
    <message>
        <source>all days</source>
        <translation>все дни</translation>
    </message>
    <message>
        <source>this shift</source>
        <translation>эта смена</translation>
    </message>
    <message>
        <source>today</source>
        <translation>сегодня</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>последние 7 дней</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>последние 30 дней</translation>
    </message>
    <message>
        <source>Choose a receipt</source>
        <translation>Выбрать чек</translation>
    </message>
    <message>
        <source>Sold about then; 14:00-15:00 within that hour</source>
        <translation>Продано около того; 14:00-15:00 — в этот час</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Receipts with that product; a scan does the same</source>
        <translation>Чеки с этим товаром; скан — то же</translation>
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
        <source>Period</source>
        <translation>Период</translation>
    </message>
</context>
<context>
    <name>ReceiptsScreen</name>
    <message>
        <source>Receipts of this register</source>
        <translation>Чеки этой кассы</translation>
    </message>
    <message>
        <source>Post-void</source>
        <translation>Сторно чека</translation>
    </message>
    <message>
        <source>Gift slip</source>
        <translation>Подарок</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>Ждут: {count}</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Choose a receipt first</source>
        <translation>Сначала выберите чек</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
</context>
<context>
    <name>RecordsScreen</name>
    <message>
        <source>Arrows choose, Enter takes it.</source>
        <translation>Стрелки — выбор, Enter — взять.</translation>
    </message>
</context>
<context>
    <name>RefundRows</name>
    <message>
        <source>Handed over at the end</source>
        <translation>Отдаётся в конце</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>На терминале</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Исход неизвестен</translation>
    </message>
    <message>
        <source>What does the slip say?</source>
        <translation>Что на слипе?</translation>
    </message>
    <message>
        <source>Asking the terminal, never given back twice</source>
        <translation>Опрос терминала; дважды не вернётся</translation>
    </message>
    <message>
        <source>Give it back at the terminal; then say what its slip says.</source>
        <translation>Верните на терминале; затем скажите, что на слипе.</translation>
    </message>
    <message>
        <source>{reason} · nothing was given back</source>
        <translation>{reason} · ничего не возвращено</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>paid {amount}</source>
        <translation>оплачено {amount}</translation>
    </message>
    <message>
        <source>Ask the terminal again</source>
        <translation>Спросить терминал снова</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Наличными</translation>
    </message>
</context>
<context>
    <name>Refunding</name>
    <message>
        <source>Write again</source>
        <translation>Записать снова</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Спросить</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Наличными</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Выйти</translation>
    </message>
</context>
<context>
    <name>RestScreen</name>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>Credit {credit}, the new goods take {takes} of it</source>
        <translation>В зачёт {credit}, новый товар забирает {takes}</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Что возвращается</translation>
    </message>
    <message>
        <source>A lost answer is asked for again, nothing is given back twice.</source>
        <translation>Потерянный ответ спросим снова, дважды не вернётся.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
</context>
<context>
    <name>ReturnHead</name>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>To return</source>
        <translation>К возврату</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Куплено</translation>
    </message>
</context>
<context>
    <name>ReturnScreen</name>
    <message>
        <source>Return to {receipt}</source>
        <translation>Возврат по чеку {receipt}</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>Возврат без чека</translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>Scan what comes back. Prices of today, without discounts.</source>
        <translation>Сканируйте возврат. Цены сегодняшние, без скидок.</translation>
    </message>
    <message>
        <source>taken back until {day}</source>
        <translation>возврат до {day}</translation>
    </message>
    <message>
        <source>no reason yet</source>
        <translation>причины ещё нет</translation>
    </message>
    <message>
        <source>back on the shelf</source>
        <translation>на полку</translation>
    </message>
    <message>
        <source>damaged, put aside</source>
        <translation>повреждён, отложить</translation>
    </message>
    <message>
        <source>written off</source>
        <translation>списать</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Состояние</translation>
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
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Весь</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Обмен</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>Наличными</translation>
    </message>
    <message>
        <source>Onto a slip</source>
        <translation>На талон</translation>
    </message>
    <message>
        <source>Return {amount}</source>
        <translation>Вернуть {amount}</translation>
    </message>
    <message>
        <source>Return it</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Блокир.</translation>
    </message>
    <message>
        <source>Choose a line</source>
        <translation>Выбрать строку</translation>
    </message>
    <message>
        <source>How much of it comes back</source>
        <translation>Сколько возвращают</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>На один больше, меньше</translation>
    </message>
    <message>
        <source>All that is left of the line</source>
        <translation>Весь остаток строки</translation>
    </message>
    <message>
        <source>Nothing of the line</source>
        <translation>Ничего из строки</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Другая причина</translation>
    </message>
    <message>
        <source>The whole receipt</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>The next line; gives nothing back</source>
        <translation>Следующая строка; ничего не возвращает</translation>
    </message>
</context>
<context>
    <name>ReturnSide</name>
    <message>
        <source>To give back</source>
        <translation>К выдаче</translation>
    </message>
    <message>
        <source>What flows back</source>
        <translation>Что возвращается</translation>
    </message>
    <message>
        <source>Choose what comes back: arrows and digits, or scan it.</source>
        <translation>Выберите возврат: стрелки и цифры или сканируйте.</translation>
    </message>
    <message>
        <source>Nothing is chosen yet</source>
        <translation>Пока ничего не выбрано</translation>
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
        <source>{lines} · prices of today</source>
        <translation>{lines} · цены сегодняшние</translation>
    </message>
    <message>
        <source>{lines} · tax and discounts as on the receipt</source>
        <translation>{lines} · налог и скидки как в чеке</translation>
    </message>
    <message>
        <source>Tax {rate}</source>
        <translation>НДС {rate}</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Округление наличных</translation>
    </message>
    <message>
        <source>The money is on its way. A lost answer is asked for again, nothing is given back twice.</source>
        <translation>Деньги в пути. Потерянный ответ спросим снова, дважды не вернётся.</translation>
    </message>
    <message>
        <source>Every return is approved by somebody else</source>
        <translation>Каждый возврат разрешает другой</translation>
    </message>
    <message>
        <source>Without an approval up to {limit} a shift, {used} of it used</source>
        <translation>Без разрешения до {limit} за смену, использовано {used}</translation>
    </message>
    <message>
        <source>F9 asks for an approval: {what}</source>
        <translation>F9 попросит разрешения: {what}</translation>
    </message>
    <message>
        <source>Taken back until {day}: later by approval</source>
        <translation>Возврат до {day}: позже с разрешения</translation>
    </message>
    <message>
        <source>Give back {amount}</source>
        <translation>Вернуть {amount}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>the card first, at the terminal</source>
        <translation>сначала карта, на терминале</translation>
    </message>
    <message>
        <source>then the drawer opens</source>
        <translation>затем откроется ящик</translation>
    </message>
</context>
<context>
    <name>ReturnedScreen</name>
    <message>
        <source>Give the customer</source>
        <translation>Отдать покупателю</translation>
    </message>
    <message>
        <source>Take from the customer</source>
        <translation>Взять у покупателя</translation>
    </message>
    <message>
        <source>Given back, no cash</source>
        <translation>Возвращено, без наличных</translation>
    </message>
    <message>
        <source>Returned · {receipt}</source>
        <translation>Возврат · {receipt}</translation>
    </message>
    <message>
        <source>Post-void · {receipt}</source>
        <translation>Сторно · {receipt}</translation>
    </message>
    <message>
        <source>Scan the next product</source>
        <translation>Следующий товар</translation>
    </message>
    <message>
        <source>Receipt {receipt} is taken back whole. The first scan begins the next sale.</source>
        <translation>Чек {receipt} сторнирован целиком. Первый скан начнёт следующую продажу.</translation>
    </message>
    <message>
        <source>The customer gets the money and this receipt. The first scan begins the next sale.</source>
        <translation>Покупателю — деньги и этот чек. Первый скан начнёт новую продажу.</translation>
    </message>
    <message>
        <source>Exchange: paid new goods</source>
        <translation>Обмен: оплачен новый товар</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>Округление наличных</translation>
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
        <source>of receipt {receipt}</source>
        <translation>к чеку {receipt}</translation>
    </message>
    <message>
        <source>Slip of the post-void printed</source>
        <translation>Чек сторно напечатан</translation>
    </message>
    <message>
        <source>Slip of the post-void is being printed</source>
        <translation>Чек сторно печатается</translation>
    </message>
    <message>
        <source>Slip of the post-void not printed</source>
        <translation>Чек сторно не напечатан</translation>
    </message>
    <message>
        <source>The post-void is in the journal.</source>
        <translation>Сторно записано в журнал.</translation>
    </message>
    <message>
        <source>Return receipt printed</source>
        <translation>Чек возврата напечатан</translation>
    </message>
    <message>
        <source>Return receipt is being printed</source>
        <translation>Чек возврата печатается</translation>
    </message>
    <message>
        <source>Return receipt not printed</source>
        <translation>Чек возврата не напечатан</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Нет принтера</translation>
    </message>
    <message>
        <source>The return is in the journal.</source>
        <translation>Возврат записан в журнал.</translation>
    </message>
</context>
<context>
    <name>ReturnsFlow</name>
    <message>
        <source>Find what comes back</source>
        <translation>Найти, что возвращают</translation>
    </message>
    <message>
        <source>On this receipt</source>
        <translation>В этом чеке</translation>
    </message>
    <message>
        <source>In the catalogue</source>
        <translation>В каталоге</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>Код или название</translation>
    </message>
    <message>
        <source>Why it comes back</source>
        <translation>Почему возвращают</translation>
    </message>
    <message>
        <source>For the line, and for what has no reason yet</source>
        <translation>Для строки и всего, где причины ещё нет</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>The reason decides in which condition the goods are; F4 changes it.</source>
        <translation>Причина задаёт состояние товара; F4 меняет его.</translation>
    </message>
    <message>
        <source>It is written into the journal</source>
        <translation>Это запишется в журнал</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Left to return: {quantity}</source>
        <translation>Можно вернуть: {quantity}</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Возвращается</translation>
    </message>
    <message>
        <source>A typed price is approved by somebody else</source>
        <translation>Набранную цену разрешает другой</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
</context>
<context>
    <name>SellFace</name>
    <message>
        <source>Find by name</source>
        <translation>Найдите по названию</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Сканируйте или пишите</translation>
    </message>
</context>
<context>
    <name>SellScreen</name>
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
</context>
<context>
    <name>SettingsFlow</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>devices, copies, screen, keys</source>
        <translation>устройства, копии, экран, клавиши</translation>
    </message>
    <message>
        <source>Not on this register</source>
        <translation>Не на этой кассе</translation>
    </message>
    <message>
        <source>Not in training</source>
        <translation>Не в обучении</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Scan any code now: 20 seconds</source>
        <translation>Сканируйте любой код: 20 секунд</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Спрашиваем…</translation>
    </message>
    <message>
        <source>Came: {raw}</source>
        <translation>Пришло: {raw}</translation>
    </message>
    <message>
        <source>Understood: {text} · {symbology} · {means}</source>
        <translation>Понято: {text} · {symbology} · {means}</translation>
    </message>
    <message>
        <source>Copied and verified: {path}</source>
        <translation>Скопировано и проверено: {path}</translation>
    </message>
    <message>
        <source>Leave the settings</source>
        <translation>Выйти из настроек</translation>
    </message>
    <message>
        <source>What was changed has not been saved.</source>
        <translation>Изменения не сохранены.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>F9 in the settings saves.</source>
        <translation>F9 в настройках сохраняет.</translation>
    </message>
    <message>
        <source>Go on changing</source>
        <translation>Менять дальше</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>Выйти без сохранения</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>press the new key</source>
        <translation>нажмите новую клавишу</translation>
    </message>
    <message>
        <source>It is being tried</source>
        <translation>Пробуем</translation>
    </message>
    <message>
        <source>Found: {ports}. F6 takes the next one.</source>
        <translation>Найдены: {ports}. F6 — следующий.</translation>
    </message>
    <message>
        <source>No serial port was found. Keyboard scanners need no setting.</source>
        <translation>Портов не найдено. Сканеру-клавиатуре настройка не нужна.</translation>
    </message>
    <message>
        <source>tcp://10.0.0.7:9100, serial:///dev/ttyUSB0?baud=19200, usb://04b8:0e15 or empty</source>
        <translation>tcp://10.0.0.7:9100, serial:///dev/ttyUSB0?baud=19200, usb://04b8:0e15 или пусто</translation>
    </message>
    <message>
        <source>Enter, then press the new key.</source>
        <translation>Enter, затем новая клавиша.</translation>
    </message>
    <message>
        <source>Empty keeps the copies beside the data: better than none.</source>
        <translation>Пусто — копии рядом с данными: лучше, чем никаких.</translation>
    </message>
    <message>
        <source>It hangs on the printer. Trying it out is journalled.</source>
        <translation>Висит на принтере. Проба записывается в журнал.</translation>
    </message>
    <message>
        <source>Another section</source>
        <translation>Другой раздел</translation>
    </message>
    <message>
        <source>Another choice</source>
        <translation>Другой вариант</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Next port</source>
        <translation>След. порт</translation>
    </message>
    <message>
        <source>No more than {most} scanners</source>
        <translation>Не больше {most} сканеров</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Ничего не изменено</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Read: {text} ({symbology})</source>
        <translation>Считано: {text} ({symbology})</translation>
    </message>
</context>
<context>
    <name>SettlePanel</name>
    <message>
        <source>Suspended baskets</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s) to settle before the shift ends</source>
        <translation>
            <numerusform>%n отложенный чек решить до конца смены</numerusform>
            <numerusform>%n отложенных чека решить до конца смены</numerusform>
            <numerusform>%n отложенных чеков решить до конца смены</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall it</source>
        <translation>Вернуть его</translation>
    </message>
    <message>
        <source>back to selling with this basket</source>
        <translation>назад к продаже с этим чеком</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Отменить его</translation>
    </message>
    <message>
        <source>with a reason</source>
        <translation>с причиной</translation>
    </message>
    <message>
        <source>Carry them</source>
        <translation>Перенести</translation>
    </message>
    <message>
        <source>they stay parked and stand on the Z</source>
        <translation>останутся отложенными и войдут в Z</translation>
    </message>
    <message>
        <source>Up and Down choose a basket. Esc goes back.</source>
        <translation>Вверх и вниз — выбор чека. Esc — назад.</translation>
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
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>Перенести</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Вернуть</translation>
    </message>
</context>
<context>
    <name>SettlingFlow</name>
    <message>
        <source>The basket was cancelled</source>
        <translation>Чек отменён</translation>
    </message>
    <message>
        <source>Cancel the suspended basket</source>
        <translation>Отменить отложенный чек</translation>
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
        <source>Cancel the basket</source>
        <translation>Отменить чек</translation>
    </message>
    <message>
        <source>The journal keeps what was in it, who and why.</source>
        <translation>Журнал хранит, что было в чеке, кто отменил и почему.</translation>
    </message>
</context>
<context>
    <name>ShiftFlow</name>
    <message>
        <source>X report</source>
        <translation>X-отчёт</translation>
    </message>
    <message>
        <source>how the shift stands; read first, then print</source>
        <translation>как идёт смена; сначала на экране</translation>
    </message>
    <message>
        <source>Count and close the shift</source>
        <translation>Посчитать и закрыть смену</translation>
    </message>
    <message>
        <source>stops sales, asks first</source>
        <translation>остановит продажи, сначала спросит</translation>
    </message>
    <message>
        <source>The X report is being printed</source>
        <translation>X-отчёт печатается</translation>
    </message>
    <message>
        <source>Sales and cash moves stop; the drawer opens.</source>
        <translation>Продажи встанут; ящик откроется.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>A count can be given up; what was counted stays on record.</source>
        <translation>Подсчёт можно прервать; посчитанное останется в записи.</translation>
    </message>
    <message>
        <source>Count the till</source>
        <translation>Посчитать кассу</translation>
    </message>
    <message>
        <source>Go on selling</source>
        <translation>Продавать дальше</translation>
    </message>
    <message>
        <source>Count and close</source>
        <translation>Посчитать и закрыть</translation>
    </message>
    <message>
        <source>Shift {number} was not closed</source>
        <translation>Смена {number} не закрыта</translation>
    </message>
    <message>
        <source>{name}, opened {date}</source>
        <translation>{name}, открыта {date}</translation>
    </message>
    <message>
        <source>Its Z says that it was forgotten and who closed it.</source>
        <translation>В Z будет, что её забыли и кто закрыл.</translation>
    </message>
    <message>
        <source>Count and close it now</source>
        <translation>Посчитать и закрыть сейчас</translation>
    </message>
    <message>
        <source>Sell on for now</source>
        <translation>Пока продавать</translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message>
        <source>Opening cash</source>
        <translation>Размен на начало</translation>
    </message>
    <message>
        <source>Counted so far</source>
        <translation>Уже посчитано</translation>
    </message>
    <message>
        <source>{done} of {all} kinds counted</source>
        <translation>Посчитано {done} из {all} номиналов</translation>
    </message>
    <message>
        <source>blind: what was left is shown afterwards</source>
        <translation>вслепую: оставленное покажем потом</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Открыть смену</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) left</source>
        <translation>
            <numerusform>Остался %n номинал</numerusform>
            <numerusform>Осталось %n номинала</numerusform>
            <numerusform>Осталось %n номиналов</numerusform>
        </translation>
    </message>
    <message>
        <source>Pieces of {value}</source>
        <translation>Штук по {value}</translation>
    </message>
    <message>
        <source>empty counts 0</source>
        <translation>пустое — 0</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Посчитано</translation>
    </message>
    <message>
        <source>Begin to sell</source>
        <translation>Начать продажи</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Продажа</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Over what was left</source>
        <translation>Больше оставленного</translation>
    </message>
    <message>
        <source>Short of what was left</source>
        <translation>Меньше оставленного</translation>
    </message>
    <message>
        <source>Counted: {amount}</source>
        <translation>Посчитано: {amount}</translation>
    </message>
    <message>
        <source>Left by the last shift: {amount}</source>
        <translation>Оставлено прошлой сменой: {amount}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Сброс</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Блокир.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Arrows choose, what is typed fills the field, Enter goes on, Esc goes back.</source>
        <translation>Стрелки выбирают, набранное идёт в поле, Enter: дальше, Esc: назад.</translation>
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
    <name>Taking</name>
    <message>
        <source>Quantity: {name}</source>
        <translation>Кол-во: {name}</translation>
    </message>
    <message>
        <source>Split off: {name}</source>
        <translation>Отделить: {name}</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Найдите по названию</translation>
    </message>
</context>
<context>
    <name>TenderKeys</name>
    <message>
        <source>{amount}, or type less</source>
        <translation>{amount} или введите меньше</translation>
    </message>
    <message>
        <source>Type its value, then this key</source>
        <translation>Введите номинал и нажмите</translation>
    </message>
    <message>
        <source>Scan it, or type its code</source>
        <translation>Сканируйте или наберите код</translation>
    </message>
    <message>
        <source>Type the foreign amount, then this key</source>
        <translation>Введите валюту и нажмите</translation>
    </message>
    <message>
        <source>a part; the rest stays to pay</source>
        <translation>часть; остаток к оплате</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>Сдача {amount}</translation>
    </message>
    <message>
        <source>exact, rounding {amount}</source>
        <translation>ровно, окр. {amount}</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>без сдачи</translation>
    </message>
</context>
<context>
    <name>TenderRow</name>
    <message>
        <source>Slips</source>
        <translation>Бланки</translation>
    </message>
    <message>
        <source>Amount, {unit}</source>
        <translation>Сумма, {unit}</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Считать снова</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Считать</translation>
    </message>
    <message>
        <source>asking the terminal for its batch total</source>
        <translation>запрашиваем итог терминала</translation>
    </message>
    <message>
        <source>batch total read from the terminal, {time}</source>
        <translation>итог считан с терминала, {time}</translation>
    </message>
    <message>
        <source>typed from the terminal&apos;s slip</source>
        <translation>набрано со слипа терминала</translation>
    </message>
    <message>
        <source>{why}. Type it from its slip, or leave it unreconciled.</source>
        <translation>{why}. Наберите со слипа или оставьте несверенным.</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>посчитано</translation>
    </message>
    <message>
        <source>count the slips</source>
        <translation>посчитайте бланки</translation>
    </message>
    <message>
        <source>type the total of its slip</source>
        <translation>наберите итог со слипа</translation>
    </message>
    <message>
        <source>count the notes</source>
        <translation>посчитайте купюры</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>Apply</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Type a few words first</source>
        <translation>Сначала напишите пару слов</translation>
    </message>
    <message>
        <source>Type the code first</source>
        <translation>Сначала введите код</translation>
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
    <message>
        <source>{training} · everybody&apos;s PIN is {pin}</source>
        <translation>{training} · ПИН-код у всех {pin}</translation>
    </message>
</context>
<context>
    <name>UpkeepFlow</name>
    <message>
        <source>Doctor</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>what needs attention, and the next step</source>
        <translation>что требует внимания и что делать</translation>
    </message>
    <message>
        <source>Not in training</source>
        <translation>Не в обучении</translation>
    </message>
    <message>
        <source>Saved: the new settings hold now</source>
        <translation>Сохранено: новые настройки действуют</translation>
    </message>
    <message>
        <source>Leave training</source>
        <translation>Выйти из обучения</translation>
    </message>
    <message>
        <source>back to real sales</source>
        <translation>назад к настоящим продажам</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>practise without selling</source>
        <translation>практика без продаж</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Not on this register</source>
        <translation>Не на этой кассе</translation>
    </message>
    <message>
        <source>Finish or suspend the basket first</source>
        <translation>Сначала завершите или отложите чек</translation>
    </message>
    <message>
        <source>Finish the payment first</source>
        <translation>Сначала завершите оплату</translation>
    </message>
    <message>
        <source>Nothing is sold, the drawer stays shut, every paper says so.</source>
        <translation>Ничего не продаётся, ящик закрыт, на бумаге так и сказано.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>The journal notes who begins. The shift stays as it is.</source>
        <translation>В журнале — кто начал. Смена остаётся как есть.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <source>Begin training</source>
        <translation>Начать обучение</translation>
    </message>
    <message>
        <source>The real register comes back, at its login.</source>
        <translation>Вернётся настоящая касса, на входе.</translation>
    </message>
    <message>
        <source>Next time training begins anew.</source>
        <translation>В следующий раз обучение начнётся заново.</translation>
    </message>
    <message>
        <source>Go on practising</source>
        <translation>Практиковаться дальше</translation>
    </message>
</context>
<context>
    <name>WaitingFlow</name>
    <message>
        <source>Money to give back</source>
        <translation>Деньги к возврату</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Ничего не ждёт</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) or return(s) still have to get money back</source>
        <translation>
            <numerusform>%n карте или возврату ещё нужно вернуть деньги</numerusform>
            <numerusform>%n картам или возвратам ещё нужно вернуть деньги</numerusform>
            <numerusform>%n картам или возвратам ещё нужно вернуть деньги</numerusform>
        </translation>
    </message>
    <message>
        <source>They are listed in More, too.</source>
        <translation>Они есть и в «Ещё».</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Return to {receipt}</source>
        <translation>Возврат по чеку {receipt}</translation>
    </message>
    <message>
        <source>Post-void of {receipt}</source>
        <translation>Сторно чека {receipt}</translation>
    </message>
    <message>
        <source>card: outcome unknown</source>
        <translation>карта: исход неизвестен</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>не завершено</translation>
    </message>
    <message>
        <source>approved, the sale went on without it</source>
        <translation>одобрена, продажа прошла без неё</translation>
    </message>
    <message>
        <source>at the terminal</source>
        <translation>у терминала</translation>
    </message>
    <message>
        <source>outcome unknown, ask the terminal</source>
        <translation>исход неизвестен, спросите терминал</translation>
    </message>
    <message>
        <source>give it back at the terminal; what does the slip say?</source>
        <translation>верните на терминале; что на слипе?</translation>
    </message>
    <message>
        <source>The card got its money back</source>
        <translation>Деньги вернулись на карту</translation>
    </message>
</context>
<context>
    <name>WaitingPanel</name>
    <message>
        <source>Money to give back</source>
        <translation>Деньги к возврату</translation>
    </message>
    <message>
        <source>Every row waits until it is finished</source>
        <translation>Каждая строка ждёт завершения</translation>
    </message>
    <message>
        <source>A card gets its money once; a lost answer is asked for again.</source>
        <translation>Карта получит деньги раз; потерянный ответ спросим снова.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Give the money back</source>
        <translation>Вернуть деньги</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Ask the terminal again</source>
        <translation>Спросить терминал снова</translation>
    </message>
    <message>
        <source>Given back, says the slip: F5</source>
        <translation>Возвращено, так на слипе: F5</translation>
    </message>
    <message>
        <source>At the terminal</source>
        <translation>На терминале</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Ничего не ждёт</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Возвращено</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>nobody logged in</source>
        <translation>никто не вошёл</translation>
    </message>
    <message>
        <source>approved: {name}</source>
        <translation>разрешил: {name}</translation>
    </message>
    <message>
        <source>after Pay was opened</source>
        <translation>после «Оплаты»</translation>
    </message>
    <message>
        <source>since an earlier day</source>
        <translation>с прошлого дня</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>ПИН-код: {name}</translation>
    </message>
    <message>
        <source>login</source>
        <translation>вход</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n секунда</numerusform>
            <numerusform>%n секунды</numerusform>
            <numerusform>%n секунд</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n раз</numerusform>
            <numerusform>%n раза</numerusform>
            <numerusform>%n раз</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n запись</numerusform>
            <numerusform>%n записи</numerusform>
            <numerusform>%n записей</numerusform>
        </translation>
    </message>
    <message>
        <source>register of exceptions</source>
        <translation>журнал исключений</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>журнал</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>чеки</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>начато</translation>
    </message>
    <message>
        <source>left</source>
        <translation>окончено</translation>
    </message>
    <message>
        <source>opening cash</source>
        <translation>размен на начало</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Only what is marked</source>
        <translation>Только отмеченное</translation>
    </message>
    <message>
        <source>Voids and cancelled baskets</source>
        <translation>Сторно и отменённые чеки</translation>
    </message>
    <message>
        <source>Prices, discounts, open items, empties</source>
        <translation>Цены, скидки, свободные товары, тара</translation>
    </message>
    <message>
        <source>Returns and post-voids</source>
        <translation>Возвраты и сторно чеков</translation>
    </message>
    <message>
        <source>Cash, counts and copies</source>
        <translation>Наличные, подсчёты и копии</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Разрешения</translation>
    </message>
    <message>
        <source>PINs, clock, settings, training</source>
        <translation>ПИН-коды, часы, настройки, обучение</translation>
    </message>
    <message>
        <source>Who looked and exported</source>
        <translation>Кто смотрел и выгружал</translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s)</source>
        <translation>
            <numerusform>%n продажа</numerusform>
            <numerusform>%n продажи</numerusform>
            <numerusform>%n продаж</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n отмечена</numerusform>
            <numerusform>%n отмечены</numerusform>
            <numerusform>%n отмечено</numerusform>
        </translation>
    </message>
    <message>
        <source>Scanner {number}</source>
        <translation>Сканер {number}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Принтер</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Денежный ящик</translation>
    </message>
    <message>
        <source>Payment terminal</source>
        <translation>Платёжный терминал</translation>
    </message>
    <message>
        <source>Fiscal device</source>
        <translation>Фискальный регистратор</translation>
    </message>
    <message>
        <source>Marked goods</source>
        <translation>Маркировка</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Копии</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Экран и звук</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Read a code</source>
        <translation>Считать код</translation>
    </message>
    <message>
        <source>Print a page</source>
        <translation>Печать</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation>Спросить</translation>
    </message>
    <message>
        <source>Make a copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Folder on another disk</source>
        <translation>Папка на другом диске</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Порт</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Открывает</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Драйвер</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Префикс</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Окончание</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Читает</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Columns (0: as the kind has)</source>
        <translation>Колонок (0 — как у вида)</translation>
    </message>
    <message>
        <source>Code page</source>
        <translation>Кодовая страница</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Узел</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Весь экран</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Звуки</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>The one box</source>
        <translation>Единая строка</translation>
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
        <source>Suspend</source>
        <translation>Отложить</translation>
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
        <source>One step back</source>
        <translation>Шаг назад</translation>
    </message>
    <message>
        <source>Cancel the basket</source>
        <translation>Отменить чек</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Печать копии</translation>
    </message>
    <message>
        <source>product</source>
        <translation>товар</translation>
    </message>
    <message>
        <source>product by its short number</source>
        <translation>товар по короткому номеру</translation>
    </message>
    <message>
        <source>label with a weight</source>
        <translation>этикетка с весом</translation>
    </message>
    <message>
        <source>label with a price</source>
        <translation>этикетка с ценой</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>бейдж</translation>
    </message>
    <message>
        <source>customer card</source>
        <translation>карта покупателя</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>купон</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>чек</translation>
    </message>
    <message>
        <source>suspended basket</source>
        <translation>отложенный чек</translation>
    </message>
    <message>
        <source>order</source>
        <translation>заказ</translation>
    </message>
    <message>
        <source>markdown sticker</source>
        <translation>стикер уценки</translation>
    </message>
    <message>
        <source>slip for empties</source>
        <translation>чек за тару</translation>
    </message>
    <message>
        <source>no code of this store</source>
        <translation>не код этого магазина</translation>
    </message>
    <message>
        <source>text, looked for by name</source>
        <translation>текст, ищется по названию</translation>
    </message>
    <message>
        <source>as the store has set</source>
        <translation>как задал магазин</translation>
    </message>
    <message>
        <source>as the kind has</source>
        <translation>как у вида</translation>
    </message>
    <message>
        <source>no drawer</source>
        <translation>без ящика</translation>
    </message>
    <message>
        <source>pin 2</source>
        <translation>контакт 2</translation>
    </message>
    <message>
        <source>pin 5</source>
        <translation>контакт 5</translation>
    </message>
    <message>
        <source>light</source>
        <translation>светлая</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>тёмная</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>высокий контраст</translation>
    </message>
    <message>
        <source>stands alone</source>
        <translation>отдельный</translation>
    </message>
    <message>
        <source>over the network</source>
        <translation>по сети</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>any line end</source>
        <translation>любой конец строки</translation>
    </message>
    <message>
        <source>codes of goods</source>
        <translation>коды товаров</translation>
    </message>
    <message>
        <source>chips of badges</source>
        <translation>чипы бейджей</translation>
    </message>
    <message>
        <source>on</source>
        <translation>вкл.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
</context>
<context>
    <name>XGroups</name>
    <message>
        <source>Sales</source>
        <translation>Продажи</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Возвраты</translation>
    </message>
    <message>
        <source>Voided after payment</source>
        <translation>Сторно после оплаты</translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation>Оборот</translation>
    </message>
    <message>
        <source>Rounding of cash</source>
        <translation>Округление наличных</translation>
    </message>
    <message>
        <source>Of sales paid by returns</source>
        <translation>Продажи, оплаченные возвратом</translation>
    </message>
    <message>
        <source>Customers saved</source>
        <translation>Сэкономили покупатели</translation>
    </message>
    <message>
        <source>Deposits and fees</source>
        <translation>Залоги и сборы</translation>
    </message>
    <message>
        <source>Paid out for empties</source>
        <translation>Выплачено за тару</translation>
    </message>
    <message>
        <source>Credit slips given</source>
        <translation>Выдано талонов</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Чеки</translation>
    </message>
    <message>
        <source>Sales and returns</source>
        <translation>Продажи и возвраты</translation>
    </message>
    <message>
        <source>{tender}, given back</source>
        <translation>{tender}, возвращено</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>Чем оплачено</translation>
    </message>
    <message>
        <source>How often each tender was used</source>
        <translation>Сколько раз платили чем</translation>
    </message>
    <message>
        <source>Opening cash</source>
        <translation>Размен на начало</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Внесение</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Выдача</translation>
    </message>
    <message>
        <source>Safe drops</source>
        <translation>Инкассация</translation>
    </message>
    <message>
        <source>Expected in the drawer</source>
        <translation>Должно быть в ящике</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>{name}, given back</source>
        <translation>{name}, возвращено</translation>
    </message>
    <message>
        <source>Who sold</source>
        <translation>Кто продавал</translation>
    </message>
    <message>
        <source>Drawer without a sale</source>
        <translation>Ящик без продажи</translation>
    </message>
    <message>
        <source>Lines voided</source>
        <translation>Сторно строк</translation>
    </message>
    <message>
        <source>Quantities lowered</source>
        <translation>Уменьшено количество</translation>
    </message>
    <message>
        <source>Baskets cancelled</source>
        <translation>Отменено чеков</translation>
    </message>
    <message>
        <source>– of them after Pay</source>
        <translation>– из них после «Оплаты»</translation>
    </message>
    <message>
        <source>– of them parked</source>
        <translation>– из них отложенных</translation>
    </message>
    <message>
        <source>Prices by hand</source>
        <translation>Цены вручную</translation>
    </message>
    <message>
        <source>Copies of receipts</source>
        <translation>Копии чеков</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Разрешения</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>На что взглянуть</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>не облагается</translation>
    </message>
    <message>
        <source>{tax}, given back</source>
        <translation>{tax}, возвращено</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>НДС</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Акции</translation>
    </message>
    <message>
        <source>Basket promotions</source>
        <translation>Акции на чек</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>Купоны</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручную</translation>
    </message>
    <message>
        <source>By hand, on the basket</source>
        <translation>Вручную, на чек</translation>
    </message>
    <message>
        <source>Markdown stickers</source>
        <translation>Стикеры уценки</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Скидки</translation>
    </message>
    <message>
        <source>Without a category</source>
        <translation>Без категории</translation>
    </message>
    <message>
        <source>Kinds of goods</source>
        <translation>Виды товаров</translation>
    </message>
</context>
<context>
    <name>XReportScreen</name>
    <message>
        <source>X report, shift {number}</source>
        <translation>X-отчёт, смена {number}</translation>
    </message>
    <message>
        <source>{name}, from {opened} to {at}</source>
        <translation>{name}, с {opened} до {at}</translation>
    </message>
    <message>
        <source>without expected cash</source>
        <translation>без ожидаемых наличных</translation>
    </message>
    <message>
        <source>Record {number} {hash} in the journal</source>
        <translation>Запись журнала {number} {hash}</translation>
    </message>
    <message>
        <source>Nothing was added: Esc goes back to selling</source>
        <translation>Ничего не добавлено: Esc — назад к продаже</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Принтер не настроен</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Печать</translation>
    </message>
</context>
</TS>
