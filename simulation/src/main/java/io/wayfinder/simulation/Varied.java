package io.wayfinder.simulation;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** A record with one component changed, by its name: limits have dozens of them. */
final class Varied {

    private Varied() {}

    /** @throws IllegalArgumentException when it has no such component, or not of such a type */
    static <R extends Record> R with(R from, String component, Object value) {
        RecordComponent[] components = from.getClass().getRecordComponents();
        boolean known = false;
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                boolean changed = components[i].getName().equals(component);
                values[i] = changed ? value : components[i].getAccessor().invoke(from);
                known |= changed;
            }
            if (!known) {
                throw new IllegalArgumentException(from.getClass().getSimpleName() + " has no " + component);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked") // the constructor is that of R
            R made = (R) from.getClass().getDeclaredConstructor(types).newInstance(values);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(from.getClass() + " cannot be made again", e);
        }
    }
}
