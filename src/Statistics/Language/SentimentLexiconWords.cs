namespace Regulars.Statistics.Language;

/// <content>The words, by language: English, Polish, Russian, Ukrainian. A star stands for any ending.</content>
internal static partial class SentimentLexicon
{
    private const string Good = """
        good great excellent amazing awesome perfect perfectly love loved loves lovely wonderful fantastic best better nice happy happily pleased
        pleasant satisfied delighted recommend recommended friendly helpful fast quick quickly easy easily reliable thanks thank beautiful brilliant superb fresh
        tasty delicious polite kind comfortable affordable impressed enjoy enjoyed outstanding flawless smooth
        dobry dobra dobre dobrze dobrych świetn* doskonał* znakomit* wspaniał* rewelac* super idealn* polecam polecić zadowol* szybk* mił* uprzejm* pomocn* piękn*
        ładn* najlepsz* lepsz* lepiej wygodn* sprawn* profesjonaln* dziękuję dzięki smaczn* pyszn* cudown* niezawodn* łatw* solidn* bezproblemow* kocham uwielbiam fajn* przyjemn*
        хороший хорошая хорошее хорошие хорошего хорошо отличн* прекрасн* замечательн* великолепн* супер идеальн* рекомендую советую доволен довольна довольны нравится
        понравил* быстр* вежлив* приветлив* красив* лучш* удобн* спасибо благодар* вкусн* качественн* люблю обожаю приятн* надёжн* надежн* профессиональн* классн* чудесн* восхитительн* молодцы легко свеж*
        добрий добра добре добрі гарний гарна гарне гарні гарно чудов* відмінн* прекрасн* чудово ідеальн* рекомендую раджу задоволен* подобається сподобал* швидк* ввічлив*
        привітн* найкращ* кращ* зручн* дякую вдячн* смачн* якісн* обожнюю приємн* надійн* професійн* класн* неймовірн* молодці легко люблю
        """;

    private const string Bad = """
        bad badly terrible awful horrible worst worse poor poorly slow slowly late broken damaged defective rude hate hated disappointing disappointed disappointment problem problems
        expensive overpriced dirty wrong useless refund complaint complain unhappy annoying annoyed unfriendly unhelpful unacceptable scam mess missing lost fail failed fails
        failure ugly stale cold difficult frustrating frustrated waste ignored lousy
        zły zła złe źle okropn* fataln* tragicz* beznadziejn* najgorsz* gorsz* gorzej słab* woln* powoln* późno spóźni* opóźni* zepsut* uszkodz* niegrzeczn* chamsk*
        rozczarow* zawied* zawiod* problem* drogo drogi droga brudn* reklamacj* niezadowol* nieuprzejm* niemił* kłamst* oszust* oszuk* brakuje zgubi* porażk* dramat* żenad* skandal* bubel wadliw*
        плохой плохая плохое плохие плохо ужас* отвратительн* кошмар* худш* хуже медленн* долго поздно опозда* опаздыва* задерж* сломан* слома* повреж* бракован* груб* хам* хамств* ненавижу
        разочар* проблем* дорого грязн* бесполезн* жалоб* недоволен недовольна недовольны обман* мошенн* потеря* отврат* испорчен* просроч* неприятн* невежлив* некачественн* неудобн*
        поганий погана погане погані погано жахлив* жах огидн* кошмар* найгірш* гірш* гірше повільн* довго пізно запізн* спізн* затрим* зламан* зламал* пошкодж* бракован* груб* хам* ненавиджу
        розчаров* проблем* дорого брудн* марн* скарг* незадоволен* обман* ошук* шахра* загуб* зіпсован* простроч* неприємн* неввічлив* неякісн* незручн*
        """;

    private const string Negations = """
        not no never without hardly cannot neither nor nobody nothing
        nie bez nigdy ani żaden żadna żadne żadnych żadnego żadnej
        не нет без никогда ни нельзя никаких никакого никакой
        ні немає ніколи жоден жодна жодне жодних жодного жодної ніяких
        """;
}
