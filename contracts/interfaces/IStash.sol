// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Stash
/// @notice Holds a community's NFTs and draws them for redemptions of the shop, so that nobody can steer or stall a draw.
/// Secrets are committed before anything is sold, each with a bond; a draw mixes the next secret with the hash of a block
/// that comes after the draw was asked for. Who knows the secret does not know that block, and who makes the block does not
/// know the secret. A secret that is not revealed in time costs its bond, which goes to the buyer beside the refund.
/// @dev Draws of a community are resolved in the order in which they were asked for, and the pool stands still meanwhile: so
/// the order of reveals chooses nothing either. The Stash needs the community's FULFILLER role.
interface IStash {
    enum State {
        None,
        Open,
        /// Won and credited.
        Drawn,
        /// Not revealed in time, or the purchase was settled otherwise meanwhile.
        Forfeited
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
    }

    struct Nft {
        address collection;
        uint256 id;
    }

    event Deposited(address indexed token, address indexed collection, uint256 id, address by);
    event PoolWithdrawn(address indexed token, address indexed collection, uint256 id, address to);
    event Committed(address indexed token, uint256 indexed commitment, address by, uint256 bond, bytes32 seedHash);
    event CommitmentCancelled(address indexed token, uint256 indexed commitment);
    event DrawRequested(
        address indexed token, uint256 indexed draw, uint256 indexed purchase, uint256 commitment, uint256 targetBlock
    );
    /// @param blockHash of the target block: with the seed and the pool before it, all that decides
    event Revealed(address indexed token, uint256 indexed draw, bytes32 seed, bytes32 blockHash, uint256 poolSize);
    event Won(
        address indexed token, address indexed winner, uint256 indexed draw, address collection, uint256 id
    );
    /// @param bond base units that went to the buyer
    event DrawForfeited(address indexed token, uint256 indexed draw, address indexed buyer, uint256 bond);
    event Reassigned(address indexed token, address indexed collection, uint256 id, address from, address to);
    event Withdrawn(address indexed collection, uint256 indexed id, address indexed owner, address to);

    error StashMissingRole(address token, address caller, uint256 role);
    error StashNotReceived(address collection, uint256 id);
    /// @notice The pool stands still while draws are open.
    error StashDrawsOpen(uint256 draws);
    error StashNoNft(uint256 place);
    error StashTooMany(uint256 most);
    error StashZeroSeed();
    error StashNothingCommitted();
    error StashNotCommitter(uint256 commitment);
    /// @notice Only a secret committed before the purchase can decide it, and none is left.
    error StashNoSeed();
    error StashBondTooLow(uint256 bond, uint256 needed);
    /// @param left NFTs that no open draw is about to take
    error StashPoolTooSmall(uint256 left);
    error StashNotRedeemable(uint256 purchase);
    error StashRequested(uint256 purchase, uint256 draw);
    error StashNoDraw();
    error StashWrongSeed();
    /// @param fromBlock the first block in which it is possible
    error StashTooEarly(uint256 fromBlock);
    error StashTooLate(uint256 lastBlock);
    error StashNotOwner(address collection, uint256 id);
    error StashNotModule(address caller);

    /// @notice Puts NFTs, which the caller must have approved, into the pool, up to 50. Admin, fulfiller or owner.
    function deposit(address token, address collection, uint256[] calldata ids) external;
    /// @notice Takes an NFT out of the pool. Admin or owner, while no draw is open; at any time otherwise.
    function withdrawPool(address token, uint256 place, address to) external;
    /// @notice Commits secrets, up to 50, each with a bond from the caller's balance. Fulfiller, admin or owner.
    /// @param bond base units for each: at least what a purchase costs that it is to decide
    function commit(address token, bytes32[] calldata seedHashes, uint96 bond) external;
    /// @notice Takes back the latest secrets that no draw has used, with their bonds. Who committed them.
    function cancelCommitments(address token, uint256 count) external;

    /// @notice Asks for the draw of a purchase that waits to be fulfilled. Anybody.
    function requestDraw(address token, uint256 purchase) external returns (uint256 draw);
    /// @notice Resolves the oldest open draw. Anybody who knows the secret, from the block after the target block, for 250.
    /// Where the purchase was refused, removed or refunded since, or its time to be fulfilled is over, this is {forfeit}: who
    /// could see the outcome must not get out of it.
    function reveal(address token, bytes32 seed) external;
    /// @notice Ends the oldest open draw where the secret was not revealed in time: the bond goes to the buyer and the purchase
    /// is refunded in full. Anybody.
    function forfeit(address token) external;

    /// @notice Passes a won NFT on to another member. Modules of its community only.
    function reassign(address collection, uint256 id, address from, address to) external;
    /// @notice Sends a won NFT to an own wallet. Its owner only; at any time, also while paused.
    function withdraw(address collection, uint256 id, address to) external;

    function poolSize(address token) external view returns (uint256);
    function poolAt(address token, uint256 place) external view returns (Nft memory);
    function commitmentCount(address token) external view returns (uint256);
    function commitmentOf(address token, uint256 commitment) external view returns (Commitment memory);
    /// @notice Secrets that no draw has used yet.
    function seedsLeft(address token) external view returns (uint256);
    function drawCount(address token) external view returns (uint256);
    function drawOf(address token, uint256 draw) external view returns (Draw memory);
    /// @notice The draw of a purchase; 0: none.
    function drawFor(address token, uint256 purchase) external view returns (uint256);
    /// @notice The draw that is resolved next; beyond {drawCount} where none is open.
    function nextDraw(address token) external view returns (uint256);
    /// @notice Who won an NFT that is still here, and in which community; zero for nobody.
    function ownerOf(address collection, uint256 id) external view returns (address owner, address token);
    /// @notice Base units held as bonds.
    function bondsOf(address token) external view returns (uint256);
}
