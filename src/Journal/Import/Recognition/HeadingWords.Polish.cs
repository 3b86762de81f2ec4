namespace Regulars.Journal.Import.Recognition;

/// <summary>The headings of Polish exports, folded, the surest of each meaning first.</summary>
internal static partial class HeadingWords
{
    private const string Polish =
        """
        OrderNumber: numer zamowienia|nr zamowienia|zamowienie nr|id zamowienia|kod zamowienia|zamowienie|numer faktury|nr faktury|faktura nr|faktura|numer paragonu|nr paragonu|paragon nr|paragon|numer dokumentu|nr dokumentu|dokument nr|dokument|numer transakcji|nr transakcji|id transakcji|transakcja|numer sprzedazy|nr sprzedazy|numer rachunku|nr rachunku|rachunek
        OrderDate: data zamowienia|data i godzina zamowienia|data i czas zamowienia|data zlozenia|data zlozenia zamowienia|data utworzenia|data sprzedazy|data i godzina sprzedazy|data zakupu|data wystawienia|data faktury|data wystawienia faktury|data paragonu|data transakcji|data dokumentu|data operacji|data dodania|data i godzina|data i czas|data godzina|data|utworzono|zlozono|czas zamowienia|dzien|data realizacji|data platnosci
        TimeOfDay: godzina|czas|godzina sprzedazy
        ChangedAt: data modyfikacji|data zmiany|data aktualizacji|zmodyfikowano|ostatnia zmiana
        CancelledAt: data anulowania
        CustomerNumber: id klienta|numer klienta|nr klienta|kod klienta|klient id|klient nr|identyfikator klienta|id kupujacego|numer kupujacego|id kontrahenta|nr kontrahenta|kod kontrahenta|numer kontrahenta|id nabywcy|id uzytkownika|login kupujacego|numer uczestnika|login
        ?Customer: klient|kupujacy|kontrahent|nabywca|odbiorca|zamawiajacy|uzytkownik|kontakt
        CustomerName: imie i nazwisko|imie i nazwisko klienta|nazwa klienta|imie nazwisko|nazwisko i imie|nazwa kontrahenta|nazwa nabywcy|nazwa odbiorcy|dane klienta|imie i nazwisko kupujacego|klient nazwa|pelna nazwa
        FirstName: imie|imie klienta
        LastName: nazwisko|nazwisko klienta
        Email: adres email|adres e mail|email klienta|e mail klienta|email kupujacego|e mail kupujacego|poczta elektroniczna|poczta
        Phone: telefon|numer telefonu|nr telefonu|telefon klienta|telefon komorkowy|telefon kontaktowy|komorka|nr tel|tel klienta
        Card: numer karty|nr karty|karta lojalnosciowa|numer karty lojalnosciowej|nr karty lojalnosciowej|karta stalego klienta|karta klienta|numer karty klienta|karta rabatowa|karta
        Birthday: data urodzenia|data urodzin|urodziny
        Language: jezyk|jezyk klienta
        City: miasto|miejscowosc|miasto klienta|miasto dostawy|miejscowosc dostawy
        Country: kraj|kraj klienta|kraj dostawy|kod kraju|panstwo
        ProductCode: kod produktu|kod towaru|id produktu|id towaru|indeks|indeks towaru|symbol|symbol produktu|symbol towaru|numer artykulu|nr artykulu|kod artykulu|numer produktu|nr katalogowy|kod pozycji|kod ean|kod kreskowy|kod
        ProductName: nazwa produktu|nazwa towaru|produkt|towar|nazwa artykulu|nazwa towaru uslugi|opis produktu|opis towaru|nazwa przedmiotu|nazwa|opis|artykul|usluga|przedmiot|produkty|tytul oferty|pozycja
        Category: kategoria|kategoria produktu|kategoria towaru|grupa towarowa|grupa towarow|grupa produktow|grupa|dzial|rodzaj
        Quantity: ilosc|liczba sztuk|ilosc sztuk|ilosc szt|liczba|sztuki|sztuk|szt|liczba produktow|sprzedano
        UnitPrice: cena jednostkowa brutto|cena jednostkowa|cena jedn brutto|cena jedn|cena brutto|cena za sztuke|cena za szt|cena|cena sprzedazy|cena produktu|cena towaru|cena detaliczna|cena zl|cena jednostkowa netto|cena netto
        LineValue: wartosc pozycji|wartosc brutto pozycji|wartosc linii|suma pozycji|wartosc towaru|wartosc produktu
        ?Amount: kwota|wartosc|suma|razem|kwota brutto|wartosc brutto|suma brutto|kwota zl|laczna kwota|laczna wartosc|kwota calkowita|wartosc sprzedazy|kwota sprzedazy|kwota transakcji|lacznie|ogolem|obrot|sprzedaz|przychod|do zaplaty|zaplacono|wartosc netto|kwota netto
        OrderTotal: wartosc zamowienia|kwota zamowienia|suma zamowienia|wartosc zamowienia brutto|razem za zamowienie|wartosc paragonu|kwota paragonu|suma paragonu|wartosc faktury|kwota faktury|wartosc koszyka|wartosc produktow|wartosc bez dostawy|suma bez dostawy
        OrderTotalWithShipping: razem z dostawa|suma z dostawa|wartosc z dostawa|kwota z dostawa|wartosc zamowienia z dostawa|razem z wysylka
        OrderDiscount: rabat na zamowienie|rabat zamowienia|rabat do zamowienia|kwota rabatu zamowienia|rabat laczny
        LineDiscount: rabat na produkt|rabat pozycji|rabat na pozycje
        ?Discount: rabat|znizka|upust|kwota rabatu|wartosc rabatu|rabat zl
        Shipping: dostawa|koszt dostawy|koszty dostawy|cena dostawy|koszt wysylki|koszty wysylki|koszt przesylki|wysylka
        Cost: koszt wlasny|wartosc zakupu|koszt towaru|koszt
        UnitCost: cena zakupu|cena zakupu netto|cena nabycia|koszt jednostkowy
        Status: status zamowienia|stan zamowienia|status realizacji|rodzaj dokumentu|typ dokumentu|typ operacji|rodzaj operacji|typ transakcji|rodzaj transakcji|operacja|stan|typ
        SecondaryStatus: status platnosci|status dostawy
        Refunded: kwota zwrotu|wartosc zwrotu|zwrocona kwota|zwrocono
        ReturnMarker: zwrot|czy zwrot|oznaczenie zwrotu|zwroty
        ReturnOf: zwrot do zamowienia|zamowienie zrodlowe|zamowienie pierwotne|numer zamowienia pierwotnego|korekta do|dokument korygowany|numer faktury korygowanej
        Store: sklep|nazwa sklepu|punkt sprzedazy|placowka|oddzial|lokalizacja|magazyn|punkt
        Channel: kanal|kanal sprzedazy|zrodlo|zrodlo zamowienia|platforma|serwis
        Staff: sprzedawca|kasjer|pracownik|obslugujacy|handlowiec|opiekun|konsultant|ekspedient
        Payment: forma platnosci|sposob platnosci|metoda platnosci|rodzaj platnosci|typ platnosci|platnosc
        Currency: waluta|kod waluty|waluta zamowienia
        Rate: kurs|kurs waluty
        ?Number: numer
        Ignore: stawka vat|kwota vat|uwagi|komentarz|notatka|adres|adres dostawy|kod pocztowy|sposob dostawy|metoda dostawy|forma dostawy|data dostawy|data wysylki|numer przesylki|marka|producent|waga|jm|j m|jednostka miary|jednostka|lp|l p|plec|wiek|kod rabatowy|kupon|wojewodztwo|firma|nip|rozmiar|kolor|termin platnosci
        """;
}
