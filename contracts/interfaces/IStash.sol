// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Stash
/// @notice Holds a community's NFTs and draws them for redemptions of the shop, so that nobody can steer or stall a draw.
/// Secrets are committed before anything is sold, each with a bond; a draw mixes the next secret with the hash of a block
/// that comes after the draw was asked for. Who knows the secret does not know that block, and who makes the block does not
/// know the secret. A secret that is not revealed in time costs its bond, which goes to the buyer beside the refund.
/// @dev Secrets may be revealed in any order; draws are settled in the order in which they were asked for, and the pool stands
/// still meanwhile: so the order of reveals chooses nothing either. No draw calls a collection: one that reverts or lies harms
/// only who withdraws from it. The Stash needs the community's FULFILLER role. Whoever makes blocks and knows the secret as
/// well can choose among the hashes of the blocks that it could make.
interface IStash {
    enum State {
        None,
        /// Waits for its secret.
        Open,
        /// Decided; waits for those before it.
        Revealed,
        /// Won and credited.
        Drawn,
        /// Not revealed in time: the bond went to the buyer.
        Forfeited,
        /// The purchase was settled otherwise, or too late, once the outcome could be known: the bond was burned.
        Void
    }

    struct Commitment {
        address by;
        /// Unix seconds.
        uint40 committedAt;
        /// Base units.
        uint96 bond;
        /// keccak256 of the 32 bytes of the secret.
        bytes32 seedHash;
    }

    struct Draw {
        State state;
        /// NFTs to draw.
        uint16 units;
        uint64 purchase;
        uint64 commitment;
        /// The block whose hash is mixed in.
        uint64 targetBlock;
        /// keccak256 of secret, block hash, token and draw; zero until revealed.
        bytes32 random;
    }

    struct Nft {
        address collection;
        uint256 id;
    }

    event Deposited(address indexed token, address indexed collection, uint256 id, address by);
    event PoolWithdrawn(address indexed token, address indexed collection, uint256 id, address to);
    event Committed(address indexed token, uint256 indexed commitment, address by, uint256 bond, bytes32 seedHash);
    /// @param bond base units that went back
    event CommitmentCancelled(address indexed token, uint256 indexed commitment, address by, uint256 bond);
    event DrawRequested(
        address indexed token, uint256 indexed draw, uint256 indexed purchase, uint256 commitment, uint256 targetBlock
    );
    /// @param blockHash of the target block: with the seed, token, draw and the pool, all that decides
    event Revealed(address indexed token, uint256 indexed draw, bytes32 seed, bytes32 blockHash);
    /// @param poolSize before it was taken, from place keccak256(random, how many of this draw before) % poolSize, which the
    /// last one then took
    event Won(
        address indexed token,
        address indexed winner,
        uint256 indexed draw,
        address collection,
        uint256 id,
        uint256 poolSize
    );
    /// @param bond base units that went to the buyer
    event DrawForfeited(address indexed token, uint256 indexed draw, address indexed buyer, uint256 bond);
    /// @param bond base units that were burned
    event DrawVoided(address indexed token, uint256 indexed draw, address indexed buyer, uint256 bond);
    event Reassigned(address indexed token, address indexed collection, uint256 id, address from, address to);
    event Withdrawn(address indexed collection, uint256 indexed id, address indexed owner, address to);

    error StashMissingRole(address token, address caller, uint256 role);
    error StashNotReceived(address collection, uint256 id);
    /// @notice The pool stands still while draws are open.
    error StashDrawsOpen(uint256 draws);
    /// @param size of the pool
    error StashNoNft(uint256 place, uint256 size);
    error StashNotInPool(address collection, uint256 id);
    error StashTooMany(uint256 most);
    error StashZeroSeed();
    error StashSeedKnown(bytes32 seedHash);
    error StashNoCommitment(uint256 commitment);
    /// @notice Another's, used, or none.
    error StashNotCommitter(uint256 commitment, address caller);
    /// @notice Only a secret committed before the purchase can decide it, and none is left.
    error StashNoSeed();
    error StashBondTooLow(uint256 bond, uint256 needed);
    /// @param left NFTs that no open draw is about to take
    error StashPoolTooSmall(uint256 left);
    error StashNotRedeemable(uint256 purchase);
    error StashRequested(uint256 purchase, uint256 draw);
    /// @param fulfilBy unix seconds
    error StashTooLittleTime(uint256 fulfilBy);
    error StashNotOpen(uint256 draw);
    error StashWrongSeed(uint256 draw);
    /// @param fromBlock the first block in which it is possible
    error StashTooEarly(uint256 fromBlock);
    error StashTooLate(uint256 lastBlock);
    error StashNotOwner(address collection, uint256 id);
    error StashNotModule(address caller);

    /// @notice Puts NFTs, which the caller must have approved, into the pool, up to 50. Admin, fulfiller or owner.
    function deposit(address token, address collection, uint256[] calldata ids) external;
    /// @notice Takes an NFT out of the pool. Admin or owner; never while a draw is open.
    function withdrawPool(address token, address collection, uint256 id, address to) external;
    /// @notice Commits secrets, up to 50, each with a bond from the caller's balance. Fulfiller, admin or owner.
    /// @param bond base units for each: at least what a purchase costs that it is to decide
    function commit(address token, bytes32[] calldata seedHashes, uint96 bond) external;
    /// @notice Takes back a secret that no draw has used, with its bond. Who committed it; also while paused.
    function cancelCommitment(address token, uint256 commitment) external;

    /// @notice Asks for the draw of a purchase of up to 20 units that waits to be fulfilled and has four hours left for it.
    /// Anybody.
    function requestDraw(address token, uint256 purchase) external returns (uint256 draw);
    /// @notice Decides an open draw, and settles up to two whose turn it is. Anybody who knows the secret, from the block after
    /// the target block, for 250. Where the purchase was refused, removed or refunded since, its time is over or the Stash lost
    /// its role, the draw is void and its bond burned: who could see the outcome must neither get out of it nor gain.
    function reveal(address token, uint256 draw, bytes32 seed) external;
    /// @notice Ends an open draw whose secret was not revealed in time, and settles up to two: the bond goes to the buyer and the
    /// purchase is refunded in full. Anybody.
    function forfeit(address token, uint256 draw) external;
    /// @notice Settles up to `most` draws whose turn it is. Anybody.
    function settle(address token, uint256 most) external;

    /// @notice Passes a won NFT on to another member. Modules of its community only.
    function reassign(address collection, uint256 id, address from, address to) external;
    /// @notice Sends a won NFT to an own wallet. Its owner only; at any time, also while paused.
    function withdraw(address collection, uint256 id, address to) external;

    function poolSize(address token) external view returns (uint256);
    function poolAt(address token, uint256 place) external view returns (Nft memory);
    function commitmentCount(address token) external view returns (uint256);
    function commitmentOf(address token, uint256 commitment) external view returns (Commitment memory);
    /// @notice The last commitment that a draw has used: those after it, unless cancelled, are left.
    function commitmentsUsed(address token) external view returns (uint256);
    function drawCount(address token) external view returns (uint256);
    function drawOf(address token, uint256 draw) external view returns (Draw memory);
    /// @notice The draw of a purchase; 0: none.
    function drawFor(address token, uint256 purchase) external view returns (uint256);
    /// @notice The draw that is settled next; beyond {drawCount} where none is open.
    function nextDraw(address token) external view returns (uint256);
    /// @notice Who owns an NFT that is here, zero for nobody as yet, and whose community's it is; zero: it is not here.
    function ownerOf(address collection, uint256 id) external view returns (address owner, address token);
    /// @notice Base units held as bonds.
    function bondsOf(address token) external view returns (uint256);
}
