using System.Collections.Frozen;

namespace Regulars.Statistics.Language;

/// <summary>Words that say little on their own: English, Polish, Russian, Ukrainian.</summary>
internal static class StopWords
{
    private const string List = """
        a about after again all also am an and any are as at be because been before being but by can could did do does doing don't down during each even ever every few for from further
        get got had has have having he her here hers him his how i i'm i've if in into is isn't it it's its just like many me more most much my no nor not now of off on once only or other our out over
        own really same she should so some such than that that's the their them then there these they this those through to too under until up us very was wasn't we were what when where which while who
        whom why will with would you your yours one thing things went make made
        aby albo ale ani bardzo bez bo bowiem by być był była było były będę będzie ci co coś czy dla dlaczego do gdy gdyby gdzie go i ich im inne iż ja jak jako je jego jej jest jestem jeszcze jeśli jeżeli już każdy
        kiedy kto która które którego której który których ku lub ma mają mam mamy mi mnie mną może można mój moja moje mu my na nad nam nas nasz nawet nic nich nie niej nigdy nim niż o od on ona one oni ono
        oraz po pod podczas poza przed przez przy są się sobie swoje ta tak także tam te tego tej ten też to tu tutaj tych tylko tym u w we wam was więc wiele wszystko wtedy wy z za ze że żeby
        а без более больше будет будто бы был была были было быть в вам вас ведь весь во вот все всё всего всех вы где да даже для до его ее её ей ему если есть ещё еще же за здесь и из или им их к как какой когда кто
        ли либо мне много можно мой моя моё мои мы на над надо наш не него нее неё нет ни них но ну о об один он она они оно от очень по под после потом потому при про раз с сам свою себя сейчас со так также там тебя
        тем то тоже только том тот ту ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот я
        або адже але б без більше був була були було бути в вам вас весь ви він вона вони воно все всі всього від де для до є ж з за зі і із інші їй їм їх й його й її коли кого крім ми мене мені мій моя моє мої на навіть
        над нам нас наш не ні ним них ну о об один от ось по під після при про ці цей ця це цього цієї цьому саме свій свою себе так також там те теж тим ті тільки то того той тому ту тут ти у уже в вже хто хоча чи чого
        що щоб як який яка які якщо дуже ще можна я
        """;

    private static readonly FrozenSet<string> All = List.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string word) => All.Contains(word);
}
