"""Archives of millions of pages: workers read ahead, one process links what they read, in the order of the files.

    WARC, WET ──► read_part on a pool or a cluster ──► readings, packed ──┐
        └──────► read_warc here, for the pages' bytes ──► matched by place and digest ──► take, in order

A file is read in parts: each is a task, which says where the next begins. How far each file was taken is committed with
its pages, so that an import goes on where it was stopped. See docs/bulk.md.
"""

from headwater.flow.bulk.archives import Archives, Batch
from headwater.flow.bulk.workers import Cluster, Pool, Workers, WorkersLostError

__all__ = ["Archives", "Batch", "Cluster", "Pool", "Workers", "WorkersLostError"]
