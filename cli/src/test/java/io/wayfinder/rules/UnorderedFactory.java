package io.wayfinder.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;

/** {@code Set.of}, {@code Map.of} and the collectors that make such: their order changes between two runs. */
final class UnorderedFactory extends DescribedPredicate<JavaMethodCall> {

    private static final List<String> FACTORIES = List.of(
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Map.copyOf",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toMap",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap");

    UnorderedFactory() {
        super("makes a collection without order (but for an empty one)");
    }

    @Override
    public boolean test(JavaMethodCall call) {
        String name = call.getTargetOwner().getName() + "." + call.getName();
        boolean empty = call.getTarget().getRawParameterTypes().isEmpty() && name.endsWith(".of");
        return FACTORIES.contains(name) && !empty;
    }
}
