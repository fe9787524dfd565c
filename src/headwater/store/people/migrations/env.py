"""What Alembic runs to migrate: on the connection that `store.people.migrating` hands over, in its transaction."""

from alembic import context

from headwater.store.parts import PEOPLE
from headwater.store.people.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=PEOPLE.versions,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
