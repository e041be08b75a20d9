// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IShop} from "./interfaces/IShop.sol";
import {IStash} from "./interfaces/IStash.sol";
import {IToken} from "./interfaces/IToken.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Stash is IStash, TwoForwarders, ReentrancyGuard {
    struct Holding {
        address owner;
        address token;
    }

    uint256 private constant MAX_LIST = 50;
    /// @dev The EVM knows the hashes of 256 blocks.
    uint256 private constant REVEAL_BLOCKS = 250;
    uint256 private constant STAFF = Roles.FULFILLER | Roles.ADMIN;

    ICommunities public immutable communities;
    IShop public immutable shop;

    mapping(address token => Nft[]) private _pools;
    /// @dev Numbered from 1.
    mapping(address token => Commitment[]) private _commitments;
    mapping(address token => uint256) private _usedCommitments;
    mapping(address token => uint256) public drawCount;
    mapping(address token => uint256) private _resolved;
    /// @dev NFTs that open draws will take.
    mapping(address token => uint256) private _promised;
    mapping(address token => mapping(uint256 draw => Draw)) private _draws;
    mapping(address token => mapping(uint256 purchase => uint256)) public drawFor;
    mapping(address collection => mapping(uint256 id => Holding)) private _holdings;
    mapping(address token => uint256) public bondsOf;

    constructor(address forwarder, address custodian_, ICommunities communities_, IShop shop_)
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
        shop = shop_;
    }

    // ── Pool ───────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function deposit(address token, address collection, uint256[] calldata ids) external nonReentrant {
        address caller = _requireRole(token, STAFF);
        require(ids.length <= MAX_LIST, StashTooMany(MAX_LIST));
        _requireStill(token);
        for (uint256 i; i < ids.length; ++i) {
            uint256 id = ids[i];
            // One that is here already would be in two hands.
            require(IERC721(collection).ownerOf(id) != address(this), StashNotReceived(collection, id));
            IERC721(collection).transferFrom(caller, address(this), id);
            require(IERC721(collection).ownerOf(id) == address(this), StashNotReceived(collection, id));
            _pools[token].push(Nft(collection, id));
            emit Deposited(token, collection, id, caller);
        }
    }

    /// @inheritdoc IStash
    function withdrawPool(address token, uint256 place, address to) external nonReentrant {
        _requireRole(token, Roles.ADMIN);
        _requireStill(token);
        require(place < _pools[token].length, StashNoNft(place));
        Nft memory nft = _takeOut(token, place);
        emit PoolWithdrawn(token, nft.collection, nft.id, to);
        IERC721(nft.collection).safeTransferFrom(address(this), to, nft.id);
    }

    // ── Secrets ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function commit(address token, bytes32[] calldata seedHashes, uint96 bond) external {
        address caller = _requireRole(token, STAFF);
        require(seedHashes.length <= MAX_LIST, StashTooMany(MAX_LIST));
        uint256 total = uint256(bond) * seedHashes.length;
        bondsOf[token] += total;
        IToken(token).move(caller, address(this), total, _isCustodial());
        for (uint256 i; i < seedHashes.length; ++i) {
            require(seedHashes[i] != bytes32(0), StashZeroSeed());
            _commitments[token].push(Commitment(caller, uint40(block.timestamp), bond, seedHashes[i]));
            emit Committed(token, _commitments[token].length, caller, bond, seedHashes[i]);
        }
    }

    /// @inheritdoc IStash
    function cancelCommitments(address token, uint256 count) external {
        address caller = _msgSender();
        Commitment[] storage commitments = _commitments[token];
        require(count <= seedsLeft(token), StashNothingCommitted());
        uint256 bonds;
        for (uint256 i; i < count; ++i) {
            uint256 number = commitments.length;
            Commitment storage last = commitments[number - 1];
            require(last.by == caller, StashNotCommitter(number));
            bonds += last.bond;
            commitments.pop();
            emit CommitmentCancelled(token, number);
        }
        _giveBond(token, caller, bonds);
    }

    // ── Draws ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function requestDraw(address token, uint256 purchase) external returns (uint256 draw) {
        IShop.Purchase memory bought = shop.purchaseOf(token, purchase);
        require(
            bought.state == IShop.State.Requested && shop.itemOf(token, bought.item).terms.kind == IShop.Fulfilment.Nft,
            StashNotRedeemable(purchase)
        );
        require(drawFor[token][purchase] == 0, StashRequested(purchase, drawFor[token][purchase]));
        uint256 used = _usedCommitments[token];
        require(seedsLeft(token) != 0, StashNoSeed());
        Commitment memory commitment = _commitments[token][used];
        // What was committed knowing the purchase might have been chosen for it.
        require(commitment.committedAt < bought.boughtAt, StashNoSeed());
        uint16 units = bought.quantity - bought.returned;
        uint256 needed = uint256(bought.unitPrice) * units;
        require(commitment.bond >= needed, StashBondTooLow(commitment.bond, needed));
        uint256 free = _pools[token].length - _promised[token];
        require(units <= free, StashPoolTooSmall(free));
        _promised[token] += units;
        _usedCommitments[token] = used + 1;
        draw = ++drawCount[token];
        drawFor[token][purchase] = draw;
        uint64 target = uint64(block.number + 1);
        _draws[token][draw] = Draw(State.Open, units, uint64(purchase), uint64(used + 1), target);
        emit DrawRequested(token, draw, purchase, used + 1, target);
    }

    /// @inheritdoc IStash
    function reveal(address token, bytes32 seed) external nonReentrant {
        (uint256 draw, Draw storage d) = _requireNext(token);
        Commitment memory commitment = _commitments[token][d.commitment - 1];
        require(keccak256(abi.encode(seed)) == commitment.seedHash, StashWrongSeed());
        uint256 target = d.targetBlock;
        require(block.number > target, StashTooEarly(target + 1));
        require(block.number <= target + REVEAL_BLOCKS, StashTooLate(target + REVEAL_BLOCKS));
        IShop.Purchase memory bought = shop.purchaseOf(token, d.purchase);
        if (
            bought.state != IShop.State.Requested || block.timestamp > bought.fulfilBy
                || bought.quantity - bought.returned != d.units
        ) return _forfeit(token, draw, d, bought);
        _resolve(token, draw, d, State.Drawn);
        _giveBond(token, commitment.by, commitment.bond);
        emit Revealed(token, draw, seed, blockhash(target), _pools[token].length);
        _award(token, draw, d.units, bought.buyer, keccak256(abi.encode(seed, blockhash(target), token, draw)));
        shop.fulfil(token, d.purchase);
    }

    /// @inheritdoc IStash
    function forfeit(address token) external nonReentrant {
        (uint256 draw, Draw storage d) = _requireNext(token);
        uint256 last = d.targetBlock + REVEAL_BLOCKS;
        require(block.number > last, StashTooEarly(last + 1));
        _forfeit(token, draw, d, shop.purchaseOf(token, d.purchase));
    }

    // ── What was won ───────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function reassign(address collection, uint256 id, address from, address to) external {
        Holding storage holding = _holdings[collection][id];
        require(holding.owner == from && from != address(0) && to != address(0), StashNotOwner(collection, id));
        require(IToken(holding.token).isModule(msg.sender), StashNotModule(msg.sender));
        holding.owner = to;
        emit Reassigned(holding.token, collection, id, from, to);
    }

    /// @inheritdoc IStash
    function withdraw(address collection, uint256 id, address to) external nonReentrant {
        address caller = _msgSender();
        require(_holdings[collection][id].owner == caller, StashNotOwner(collection, id));
        delete _holdings[collection][id];
        emit Withdrawn(collection, id, caller, to);
        IERC721(collection).safeTransferFrom(address(this), to, id);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function poolSize(address token) external view returns (uint256) {
        return _pools[token].length;
    }

    /// @inheritdoc IStash
    function poolAt(address token, uint256 place) external view returns (Nft memory) {
        require(place < _pools[token].length, StashNoNft(place));
        return _pools[token][place];
    }

    /// @inheritdoc IStash
    function commitmentCount(address token) external view returns (uint256) {
        return _commitments[token].length;
    }

    /// @inheritdoc IStash
    function commitmentOf(address token, uint256 commitment) external view returns (Commitment memory) {
        require(commitment != 0 && commitment <= _commitments[token].length, StashNothingCommitted());
        return _commitments[token][commitment - 1];
    }

    /// @inheritdoc IStash
    function seedsLeft(address token) public view returns (uint256) {
        return _commitments[token].length - _usedCommitments[token];
    }

    /// @inheritdoc IStash
    function drawOf(address token, uint256 draw) external view returns (Draw memory) {
        return _draws[token][draw];
    }

    /// @inheritdoc IStash
    function nextDraw(address token) external view returns (uint256) {
        return _resolved[token] + 1;
    }

    /// @inheritdoc IStash
    function ownerOf(address collection, uint256 id) external view returns (address owner, address token) {
        Holding memory holding = _holdings[collection][id];
        return (holding.owner, holding.token);
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @dev The last one takes the place of the one taken out.
    function _takeOut(address token, uint256 place) private returns (Nft memory nft) {
        Nft[] storage pool = _pools[token];
        nft = pool[place];
        pool[place] = pool[pool.length - 1];
        pool.pop();
    }

    function _giveBond(address token, address to, uint256 amount) private {
        bondsOf[token] -= amount;
        IToken(token).release(to, amount, false);
    }

    function _resolve(address token, uint256 draw, Draw storage d, State state) private {
        d.state = state;
        _resolved[token] = draw;
        _promised[token] -= d.units;
    }

    /// @dev Draws without putting back.
    function _award(address token, uint256 draw, uint256 units, address winner, bytes32 random) private {
        for (uint256 i; i < units; ++i) {
            uint256 place = uint256(keccak256(abi.encode(random, i))) % _pools[token].length;
            Nft memory nft = _takeOut(token, place);
            _holdings[nft.collection][nft.id] = Holding(winner, token);
            emit Won(token, winner, draw, nft.collection, nft.id);
        }
    }

    function _forfeit(address token, uint256 draw, Draw storage d, IShop.Purchase memory bought) private {
        _resolve(token, draw, d, State.Forfeited);
        Commitment memory commitment = _commitments[token][d.commitment - 1];
        emit DrawForfeited(token, draw, bought.buyer, commitment.bond);
        _giveBond(token, bought.buyer, commitment.bond);
        // One that its buyer or the staff settled meanwhile has been refunded already.
        if (bought.state == IShop.State.Requested && bought.returned < bought.quantity) {
            shop.refuse(token, d.purchase, commitment.seedHash);
        }
    }

    function _requireNext(address token) private view returns (uint256 draw, Draw storage d) {
        draw = _resolved[token] + 1;
        require(draw <= drawCount[token], StashNoDraw());
        d = _draws[token][draw];
    }

    function _requireStill(address token) private view {
        uint256 open = drawCount[token] - _resolved[token];
        require(open == 0, StashDrawsOpen(open));
    }

    function _requireRole(address token, uint256 role) private view returns (address caller) {
        caller = _msgSender();
        require(communities.hasRole(token, caller, role), StashMissingRole(token, caller, role));
    }
}
