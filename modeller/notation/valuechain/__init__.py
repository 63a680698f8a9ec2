"""The value chain: Porter's chain, the chain of chevrons that add value, the landscape of processes.

One file a family of symbols. All of them stand in one diagram together; what holds them is an item of type
``chain:valueChain``. Notes are those of BPMN.
"""
