package io.wayfinder.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All cases, in the order in which they run. */
public final class Suite {

    private static final List<Case> CASES = Stream.of(
                    FramingCases.all(),
                    ChallengeCases.all(),
                    HandshakeCases.all(),
                    HandshakeFaultCases.all(),
                    InitiatorCases.all(),
                    SessionCases.all(),
                    SessionSurvivalCases.all(),
                    PingCases.all(),
                    SequenceCases.all(),
                    FindnodeCases.all(),
                    NeighbourCases.all(),
                    TalkCases.all(),
                    MessageCases.all(),
                    LoadCases.all())
            .flatMap(List::stream)
            .toList();

    private Suite() {}

    public static List<Case> cases() {
        return CASES;
    }

    /**
     * The cases that {@code only} names (all, when it is empty) without those that {@code skip} names.
     *
     * @param only names of cases or of areas; {@code *} stands for any characters
     * @throws IllegalArgumentException for a name that fits no case
     */
    public static List<Case> select(List<String> only, List<String> skip) {
        List<Case> selected = new ArrayList<>(only.isEmpty() ? CASES : List.of());
        CASES.stream().filter(each -> matchesAny(each, only)).forEach(selected::add);
        selected.removeIf(each -> matchesAny(each, skip));
        Stream.concat(only.stream(), skip.stream()).forEach(Suite::requireMatch);
        return List.copyOf(selected);
    }

    private static boolean matchesAny(Case each, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> matches(each, pattern));
    }

    private static boolean matches(Case each, String pattern) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return each.area().label().equals(pattern) || each.name().matches(regex);
    }

    private static void requireMatch(String pattern) {
        if (CASES.stream().noneMatch(each -> matches(each, pattern))) {
            throw new IllegalArgumentException("no case and no area is called " + pattern + "; --list names them");
        }
    }
}
