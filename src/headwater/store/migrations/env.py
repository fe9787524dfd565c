"""What Alembic runs to migrate: on the connection that `store.migrating` hands over, in its transaction."""

from alembic import context

from headwater.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
