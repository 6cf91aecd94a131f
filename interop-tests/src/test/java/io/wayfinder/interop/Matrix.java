package io.wayfinder.interop;

import io.wayfinder.interop.InteropReport.Outcome;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a case with each peer, starts and ends the pair, and reports what came of it. */
final class Matrix implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Peer.all().stream().map(Cell::new);
    }

    private static final class Cell
            implements TestTemplateInvocationContext,
                    ExecutionCondition,
                    ParameterResolver,
                    InvocationInterceptor,
                    AfterEachCallback {

        private static final int LINE_MAX = 300;

        private final Peer peer;
        private @Nullable Pair pair;

        Cell(Peer peer) {
            this.peer = peer;
        }

        @Override
        public String getDisplayName(int invocationIndex) {
            return peer.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> missing = PeerBuild.missing(peer);
            if (missing.isEmpty() || PeerBuild.required()) {
                return ConditionEvaluationResult.enabled("");
            }
            InteropReport.record(peer.name(), testCase(context), Outcome.SKIPPED, 0, missing.get());
            return ConditionEvaluationResult.disabled(missing.get());
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Pair.class || type == Peer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                PeerBuild.require(peer);
                if (parameter.getParameter().getType() == Peer.class) {
                    return peer;
                }
                Pair started = Pair.start(peer);
                pair = started;
                return started;
            } catch (RuntimeException failure) {
                InteropReport.record(peer.name(), testCase(context), Outcome.FAIL, 0, line(failure));
                throw failure;
            }
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            Optional<KnownFault> known = KnownFault.of(
                    peer,
                    context.getRequiredTestClass(),
                    context.getRequiredTestMethod().getName());
            long startedNs = System.nanoTime();
            try {
                invocation.proceed();
            } catch (Throwable failure) {
                if (known.isPresent() && line(failure).contains(known.get().shows())) {
                    report(context, Outcome.THEIRS, startedNs, known.get().text());
                    return;
                }
                report(context, Outcome.FAIL, startedNs, line(failure));
                throw failure;
            }
            report(context, Outcome.PASS, startedNs, "");
            known.ifPresent(fault -> System.out.println("interop: " + peer + " passed a case that it is known to fail, "
                    + testCase(context) + ": " + fault.text()));
        }

        private void report(ExtensionContext context, Outcome outcome, long startedNs, String note) {
            long fromNs = pair == null ? startedNs : Math.max(startedNs, pair.measuredFromNs());
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNs);
            InteropReport.record(peer.name(), testCase(context), outcome, tookMs, note);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            if (pair != null) {
                pair.close();
            }
        }

        /** "TALKREQ: payloads of all sizes pass in a session". */
        private static String testCase(ExtensionContext context) {
            String theme = context.getRequiredTestClass()
                    .getAnnotation(DisplayName.class)
                    .value();
            String sentence = context.getRequiredTestMethod()
                    .getName()
                    .replaceAll("(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ")
                    .toLowerCase(Locale.ROOT);
            return theme + ": " + sentence;
        }

        /** A failure on one line that does not break a table. */
        private static String line(Throwable failure) {
            String line = String.valueOf(failure.getMessage())
                    .replaceAll("\\s+", " ")
                    .replace('|', '/')
                    .strip();
            return line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "...";
        }
    }
}
