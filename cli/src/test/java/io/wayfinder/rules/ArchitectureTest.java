package io.wayfinder.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/ARCHITECTURE.md, held against the compiled classes of all modules. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.wayfinder");

    /** Each may use those before it in its line and what stands on the same place in no way; table precedes both. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("io.wayfinder.crypto"),
            List.of("io.wayfinder.enr"),
            List.of("io.wayfinder.discovery.wire"),
            List.of("io.wayfinder.discovery.session"),
            List.of("io.wayfinder.discovery.request"),
            List.of("io.wayfinder.discovery.table"),
            List.of("io.wayfinder.discovery.lookup", "io.wayfinder.discovery.topic"),
            List.of("io.wayfinder.discovery.node"),
            List.of("io.wayfinder.discovery.service"),
            List.of("io.wayfinder.rpc", "io.wayfinder.simulation", "io.wayfinder.conformance"),
            List.of("io.wayfinder.cli"));

    /** Everything that knows discv5 or what it is made of, and does no I/O; and the simulation of it. */
    private static final String[] DETERMINISTIC = {
        "io.wayfinder.crypto..",
        "io.wayfinder.enr..",
        "io.wayfinder.discovery.wire..",
        "io.wayfinder.discovery.session..",
        "io.wayfinder.discovery.request..",
        "io.wayfinder.discovery.table..",
        "io.wayfinder.discovery.lookup..",
        "io.wayfinder.discovery.topic..",
        "io.wayfinder.discovery.node..",
        "io.wayfinder.simulation..",
    };

    @TestFactory
    Stream<DynamicTest> aLayerUsesOnlyLowerLayers() {
        return Stream.iterate(0, i -> i < LAYERS.size(), i -> i + 1)
                .flatMap(i -> LAYERS.get(i).stream()
                        .map(layer -> DynamicTest.dynamicTest(
                                layer,
                                () -> check(noClasses()
                                        .that()
                                        .resideInAPackage(layer + "..")
                                        .should()
                                        .dependOnClassesThat(resideInAnyPackage(notBelow(layer, i))
                                                .as("a layer that is not below %s", layer))))));
    }

    private static String[] notBelow(String layer, int place) {
        return LAYERS.subList(place, LAYERS.size()).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(layer))
                .map(other -> other + "..")
                .toArray(String[]::new);
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.wayfinder.(**)").should().beFreeOfCycles());
    }

    @Test
    void theCoreAndItsSimulationHaveNoSocketsThreadsOrLocks() {
        check(
                deterministic()
                        .dependOnClassesThat(resideInAnyPackage(
                                "io.vertx..",
                                "io.netty..",
                                "org.h2..",
                                "java.util.concurrent..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.io..",
                                "java.net.."))
                        .because(
                                "the core takes bytes and the time in and gives effects out, and its simulation leaves threads to its caller"));
        check(deterministic()
                .dependOnClassesThat(nameOneOf(
                        "java.lang.Thread",
                        "java.util.Timer",
                        "java.lang.ThreadLocal",
                        "java.lang.Runtime",
                        "java.lang.System$Logger")));
        check(classes().that().resideInAnyPackage(DETERMINISTIC).should(new NoSynchronization()));
    }

    @Test
    void theCoreAndItsSimulationReadNoClockAndMakeNoEntropy() {
        check(deterministic()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random"));
        check(deterministic()
                .dependOnClassesThat(nameOneOf(
                        "java.time.Instant",
                        "java.time.Clock",
                        "java.time.LocalDateTime",
                        "java.util.Date",
                        "java.util.Random",
                        "java.security.SecureRandom",
                        "java.util.UUID")));
    }

    @Test
    void theCoreAndItsSimulationIterateOverNothingUnordered() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DETERMINISTIC)
                .should()
                .dependOnClassesThat(nameOneOf(
                        "java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap"))
                .because("their order differs between runs: use ArrayList, LinkedHashMap, TreeMap or EnumMap"));
        check(deterministic()
                .callMethodWhere(new UnorderedFactory())
                .because("the order of Set.of and Map.of differs between runs: use List.of"));
    }

    @Test
    void onlyTheServiceDoesInputAndOutput() {
        check(noClasses()
                .that()
                .resideInAPackage("io.wayfinder.rpc..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.wayfinder.discovery.session..",
                        "io.wayfinder.discovery.wire..",
                        "io.wayfinder.discovery.lookup.."))
                .because("rpc stands on DiscoveryService and on values"));
    }

    @Test
    void theConformanceSuiteKnowsNothingOfTheNodeButItsDecoder() {
        check(noClasses()
                .that()
                .resideInAPackage("io.wayfinder.conformance..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.wayfinder.discovery.session..",
                        "io.wayfinder.discovery.request..",
                        "io.wayfinder.discovery.table..",
                        "io.wayfinder.discovery.lookup..",
                        "io.wayfinder.discovery.topic..",
                        "io.wayfinder.discovery.node..",
                        "io.wayfinder.discovery.service.."))
                .because("what is judged must not be the judge"));
    }

    @Test
    void onlyTheChartFileKnowsHowToDraw() {
        check(noClasses()
                .that()
                .resideInAPackage("io.wayfinder..")
                .and()
                .doNotHaveSimpleName("ChartFile")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.awt..", "javax.swing..", "org.jfree..", "org.apache.batik.."))
                .because("nothing that draws is loaded where nothing is drawn"));
    }

    @Test
    void namesAreNouns() {
        check(noClasses()
                .that()
                .resideInAPackage("io.wayfinder..")
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameStartingWith("Abstract"));
    }

    private static ClassesShouldStart deterministic() {
        return new ClassesShouldStart();
    }

    /** {@code noClasses().that().resideInAnyPackage(DETERMINISTIC).should()}, said once. */
    private static final class ClassesShouldStart {

        ClassesShouldConjunction dependOnClassesThat(DescribedPredicate<? super JavaClass> classes) {
            return noClasses().that().resideInAnyPackage(DETERMINISTIC).should().dependOnClassesThat(classes);
        }

        ClassesShouldConjunction callMethod(Class<?> owner, String name) {
            return noClasses().that().resideInAnyPackage(DETERMINISTIC).should().callMethod(owner, name);
        }

        ClassesShouldConjunction callMethodWhere(UnorderedFactory factory) {
            return noClasses().that().resideInAnyPackage(DETERMINISTIC).should().callMethodWhere(factory);
        }
    }

    private static DescribedPredicate<JavaClass> nameOneOf(String... names) {
        return DescribedPredicate.describe(
                "is one of " + List.of(names), type -> List.of(names).contains(type.getName()));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
